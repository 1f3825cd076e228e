using System.Text.Json.Serialization;
using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>A line of <c>05-outcomes.jsonl</c>: what became of an intervention that was sampled from.</summary>
public sealed record InterventionOutcome
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The sample index of the rollout that it corrects.</summary>
    public required int Sample { get; init; }

    /// <summary>Its number among the proposals of the rollout.</summary>
    public required int Number { get; init; }

    /// <summary>The oracle that wrote it.</summary>
    public required string Oracle { get; init; }

    /// <summary>The 1-based number of the step that it replaces.</summary>
    public required int Location { get; init; }

    /// <summary>Successes and tries of the intervention and its controls, at as many continuations each with the same random numbers.</summary>
    public required IReadOnlyList<ArmSuccess> Arms { get; init; }

    /// <summary>Whether it is kept.</summary>
    public required bool Kept { get; init; }

    /// <summary>The intervention.</summary>
    [JsonIgnore]
    public InterventionId Intervention => new(ProblemId, Sample, Number);

    /// <summary>Successes and tries of an arm; none where it was not sampled.</summary>
    /// <param name="arm">The arm.</param>
    public SuccessCount Of(GuidedArm arm) => Arms.FirstOrDefault(one => one.Arm == arm) is { } found ? new(found.Correct, found.Tries) : default;
}
