using Intervene.Evaluation;

namespace Intervene.Reports.Content;

/// <summary>What policies did on benchmarks.</summary>
public sealed record BenchmarkResults
{
    /// <summary>Every policy on every benchmark.</summary>
    public required IReadOnlyList<BenchmarkOutcome> Outcomes { get; init; }

    /// <summary>Every two policies on every benchmark, problem by problem.</summary>
    public required IReadOnlyList<BenchmarkDifference> Differences { get; init; }

    /// <summary>Which questions of the benchmarks the run has too; empty where there is no run to have them.</summary>
    public IReadOnlyList<BenchmarkOverlap> Overlaps { get; init; } = [];

    /// <summary>The benchmarks in their order.</summary>
    public IReadOnlyList<string> Names => [.. Outcomes.Select(outcome => outcome.Benchmark).Distinct(StringComparer.Ordinal)];
}
