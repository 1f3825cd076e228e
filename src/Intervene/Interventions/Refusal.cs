namespace Intervene.Interventions;

/// <summary>Why a rollout, or a proposed step of it, gave no intervention.</summary>
public sealed record Refusal : Proposal
{
    /// <summary>The reason.</summary>
    public required RefusalReason Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Detail { get; init; }

    /// <summary>
    /// How far the step gave the answer away, where that is the reason; its place is one of the proposed text without blanks around it.
    /// </summary>
    public Leak? Leak { get; init; }
}
