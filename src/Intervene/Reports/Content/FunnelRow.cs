namespace Intervene.Reports.Content;

/// <summary>A row of the funnel: how much of the material is left after one sieve.</summary>
public sealed record FunnelRow
{
    /// <summary>What is counted, e.g. <c>interventions that led to a correct rollout</c>.</summary>
    public required string Label { get; init; }

    /// <summary>How many are left.</summary>
    public required long Count { get; init; }

    /// <summary>How many came in; 0 for the first row.</summary>
    public required long Of { get; init; }

    /// <summary>The share that is left with its interval; null where the row is a plain count.</summary>
    public Estimate? Share { get; init; }

    /// <summary>Why the others fell out: reason and count.</summary>
    public IReadOnlyList<ReportFact> Dropped { get; init; } = [];
}
