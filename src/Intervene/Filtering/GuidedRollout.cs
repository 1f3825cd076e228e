using System.Text.Json.Serialization;
using Intervene.Completions;
using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>A line of <c>05-guided.jsonl</c>: a graded continuation of a prefix.</summary>
public sealed record GuidedRollout
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The sample index of the rollout that the prefix is from.</summary>
    public required int Sample { get; init; }

    /// <summary>The number of the intervention that is judged, or whose control this is.</summary>
    public required int Number { get; init; }

    /// <summary>What the continuation is conditioned on.</summary>
    public required GuidedArm Arm { get; init; }

    /// <summary>The continuation.</summary>
    public required Completion Completion { get; init; }

    /// <summary>The text of prefix, step and continuation.</summary>
    public required string Text { get; init; }

    /// <summary>1 for a correct final answer, else 0, or what a verifier of the user\'s gave; null where it failed.</summary>
    public double? Reward { get; init; }

    /// <summary>The verifier's outcome.</summary>
    public required string Verdict { get; init; }

    /// <summary>The weights that sampled it.</summary>
    public required string WeightVersion { get; init; }

    /// <summary>The intervention.</summary>
    [JsonIgnore]
    public InterventionId Intervention => new(ProblemId, Sample, Number);
}
