using Intervene.Options;

namespace Intervene.Evaluation;

/// <summary>A policy on a benchmark.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Name">The policy.</param>
/// <param name="Decoding">The distribution that it was sampled from.</param>
/// <param name="Trained">Problems of the benchmark whose question the run trains on.</param>
/// <param name="Summary">Its numbers.</param>
public sealed record BenchmarkOutcome(string Benchmark, PolicyName Name, SamplingOptions Decoding, int Trained, PolicySummary Summary);
