namespace Intervene.Remote.Accounting;

/// <summary>A line of the ledger: what one try cost.</summary>
public sealed record Spending
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The tries: 1, or 0 for a reply that a batch brought.</summary>
    public long Calls { get; init; }

    /// <summary>Tokens, input and output together; estimated where the server does not count.</summary>
    public long Tokens { get; init; }

    /// <summary>Dollars; null where no price is known.</summary>
    public decimal? Dollars { get; init; }

    /// <summary>Whether the tokens are an estimate.</summary>
    public bool Estimated { get; init; }
}
