using Intervene.Problems;

namespace Intervene.Evaluation;

/// <summary>A line of <c>benchmarks/NAME.jsonl</c>: a problem of a benchmark, and whether the run has its question too.</summary>
public sealed record BenchmarkProblem
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The problem.</summary>
    public required Problem Problem { get; init; }

    /// <summary>The run's own problem with the same question, word for word; null where there is none.</summary>
    public string? SameAs { get; init; }

    /// <summary>The split of that problem; null where there is none, or it is in none.</summary>
    public ProblemSplit? SameSplit { get; init; }

    /// <summary>Whether that problem is trained on.</summary>
    public bool Trained { get; init; }
}
