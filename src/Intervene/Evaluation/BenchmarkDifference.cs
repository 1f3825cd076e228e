namespace Intervene.Evaluation;

/// <summary>Two policies on a benchmark.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="First">The policy that is subtracted.</param>
/// <param name="Second">The policy that it is subtracted from.</param>
/// <param name="Paired">Their difference, problem by problem; null where they were sampled from different distributions.</param>
/// <param name="Corrected">The p-value of <paramref name="Paired"/> after Holm's correction for all pairs of the benchmark; NaN without one.</param>
public sealed record BenchmarkDifference(string Benchmark, PolicyName First, PolicyName Second, PairedDifference? Paired, double Corrected);
