namespace Intervene.Reports.Content;

/// <summary>An attempt of the base model with what oracles said of it.</summary>
public sealed record AttemptReading
{
    /// <summary>The attempt's sample index.</summary>
    public required int Sample { get; init; }

    /// <summary>Its steps; the whole text as one where it was not cut into steps.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The verifier's outcome.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Why { get; init; }

    /// <summary>Its tokens.</summary>
    public required int Tokens { get; init; }

    /// <summary>Interventions and refusals.</summary>
    public IReadOnlyList<ProposalReading> Proposals { get; init; } = [];
}
