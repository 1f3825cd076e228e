namespace Intervene.Pipeline.Engines;

/// <summary>What a server of a fleet has done.</summary>
public sealed record FleetCount
{
    /// <summary>Kind, version and address, as completions name it.</summary>
    public required string Server { get; init; }

    /// <summary>Requests for a sample.</summary>
    public required long Requests { get; init; }

    /// <summary>Those that failed and were tried again, here or elsewhere.</summary>
    public required long Retries { get; init; }

    /// <summary>Completions that it gave.</summary>
    public required long Completions { get; init; }

    /// <summary>Tokens of these.</summary>
    public required long Tokens { get; init; }

    /// <summary>Seconds in which it had something to do.</summary>
    public required double Seconds { get; init; }
}
