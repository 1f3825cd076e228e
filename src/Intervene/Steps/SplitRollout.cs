namespace Intervene.Steps;

/// <summary>A line of <c>03-steps.jsonl</c>: a rollout cut into steps.</summary>
public sealed record SplitRollout
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The rollout's sample index.</summary>
    public required int Sample { get; init; }

    /// <summary>The steps, in order; their token ranges lie side by side and cover the completion without its stop token.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}
