namespace Intervene.Interventions;

/// <summary>A line of <c>analysis/categories.jsonl</c>: what kind of mistake a model calls the error of an attempt.</summary>
public sealed record SortedError
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The rollout's sample index.</summary>
    public required int Sample { get; init; }

    /// <summary>The oracle whose error it is.</summary>
    public required string Oracle { get; init; }

    /// <summary>A hash of what the model was told: another error is sorted anew.</summary>
    public required string Hash { get; init; }

    /// <summary><c>high_level</c> or <c>execution</c>; null where the model gave no category.</summary>
    public string? Category { get; init; }

    /// <summary>Why there is none.</summary>
    public string? Detail { get; init; }
}
