namespace Intervene.Reports.Content;

/// <summary>What an oracle's interventions cost.</summary>
public sealed record OracleCost
{
    /// <summary>The oracle.</summary>
    public required string Oracle { get; init; }

    /// <summary>Attempts that it was asked about.</summary>
    public required int Asked { get; init; }

    /// <summary>Interventions that it proposed.</summary>
    public required int Proposed { get; init; }

    /// <summary>Interventions that were kept.</summary>
    public required int Kept { get; init; }

    /// <summary>Tokens that it read, cached ones included.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens that it wrote.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Dollars; null where a reply that was paid for has no known price.</summary>
    public required decimal? Dollars { get; init; }

    /// <summary>Tokens sampled on from its interventions by <c>filter</c>, controls left out.</summary>
    public required long GuidedTokens { get; init; }

    /// <summary>A number a kept intervention; NaN where none was kept.</summary>
    /// <param name="total">The number in all.</param>
    public double Each(double total) => Kept == 0 ? double.NaN : total / Kept;
}
