using Intervene.Completions;

namespace Intervene.Filtering;

/// <summary>A line of <c>05-locations.jsonl</c>: a graded continuation of the first steps of a wrong rollout.</summary>
public sealed record LocationRollout
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The sample index of the rollout.</summary>
    public required int Sample { get; init; }

    /// <summary>How many of its steps were kept.</summary>
    public required int KeptSteps { get; init; }

    /// <summary>The continuation.</summary>
    public required Completion Completion { get; init; }

    /// <summary>1 for a correct final answer, else 0, or what a verifier of the user's gave; null where it failed.</summary>
    public double? Reward { get; init; }

    /// <summary>The verifier's outcome.</summary>
    public required string Verdict { get; init; }

    /// <summary>The weights that sampled it.</summary>
    public required string WeightVersion { get; init; }
}
