namespace Intervene.Reports.Content;

/// <summary>An intervention, or why there is none.</summary>
public sealed record ProposalReading
{
    /// <summary>The oracle.</summary>
    public required string Oracle { get; init; }

    /// <summary>The 1-based step that is replaced, or that the oracle holds to be wrong; null where it names none.</summary>
    public int? Location { get; init; }

    /// <summary>The corrected step; null where there is none.</summary>
    public string? Content { get; init; }

    /// <summary>Why there is none, in words.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is to be said of it, e.g. how far it gives the answer away.</summary>
    public string? Note { get; init; }

    /// <summary>What became of it: <c>kept</c>, <c>not kept</c>; null where that is not known yet.</summary>
    public string? Outcome { get; init; }

    /// <summary>Success after it and of its controls.</summary>
    public IReadOnlyList<ArmReading> Arms { get; init; } = [];

    /// <summary>Continuations to read: of the intervention, then of its controls.</summary>
    public IReadOnlyList<SampleReading> Continuations { get; init; } = [];
}
