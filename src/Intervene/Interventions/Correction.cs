using System.Text.Json.Serialization;
using Intervene.Files;

namespace Intervene.Interventions;

/// <summary>One corrected step (paper, section 4.1) with the tokens that it turned into.</summary>
public sealed record Correction : Proposal, IJsonOnDeserialized
{
    /// <summary>The corrected step's text, in the voice of the rollout, without blank lines around it.</summary>
    public required string Content { get; init; }

    /// <summary>The 1-based number of the step that it replaces; the steps before it are kept.</summary>
    public required int Location { get; init; }

    /// <summary>How far the step gives the answer away; null where nobody looked. Its place is one of <see cref="Content"/>.</summary>
    public Leak? Leak { get; init; }

    /// <summary>The completion's tokens before the intervention, cut at recorded offsets.</summary>
    public required int[] PrefixIds { get; init; }

    /// <summary>The intervention's tokens, its separator included; encoded apart, never together with the prefix.</summary>
    public required int[] InterventionIds { get; init; }

    /// <summary>The tokens of the step that it replaces.</summary>
    public required int[] WrongStepIds { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.Require(Location >= 1, $"location is {Location}; expected 1 or more.");
        RecordRule.RequireIds("prefix_ids", PrefixIds);
        RecordRule.RequireIds("intervention_ids", InterventionIds);
        RecordRule.RequireIds("wrong_step_ids", WrongStepIds);
    }
}
