namespace Intervene.Interventions;

/// <summary>A line of <c>04-interventions.jsonl</c>: what the oracle said of one rollout, with the tokens it turned into.</summary>
public sealed record Proposal
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The rollout's sample index.</summary>
    public required int Sample { get; init; }

    /// <summary>The oracle's name.</summary>
    public required string Oracle { get; init; }

    /// <summary>The intervention, or null where <see cref="Refusal"/> says why there is none.</summary>
    public Intervention? Intervention { get; init; }

    /// <summary>Why there is none: <c>no_reference, no_error_found, leaks_answer, out_of_range, empty, several_steps, …</c></summary>
    public string? Refusal { get; init; }

    /// <summary>The completion's tokens before the intervention, cut at recorded offsets.</summary>
    public int[]? PrefixIds { get; init; }

    /// <summary>The intervention's tokens, its separator included; encoded apart, never together with the prefix.</summary>
    public int[]? InterventionIds { get; init; }

    /// <summary>The tokens of the step that it replaces.</summary>
    public int[]? WrongStepIds { get; init; }
}
