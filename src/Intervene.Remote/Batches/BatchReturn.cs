namespace Intervene.Remote.Batches;

/// <summary>A line of <c>returned.jsonl</c>: a request that a batch gave back without a reply, so that it may be written again.</summary>
public sealed record BatchReturn
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The request's key.</summary>
    public required string Key { get; init; }

    /// <summary>The vendor's reason.</summary>
    public required string Reason { get; init; }

    /// <summary>SHA-256 of the result line, so that a file that is read twice counts once.</summary>
    public required string Line { get; init; }
}
