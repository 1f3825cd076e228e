using Intervene.Pipeline.Engines;

namespace Intervene.Pipeline.Runs;

/// <summary>
/// A line of <c>fleets.jsonl</c>: what a stage found of its servers, what they did, and how far their log-probs are from the model's own.
/// </summary>
public sealed record FleetRecord
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>The policy that was sampled: <c>base</c>, or an arm and a stage.</summary>
    public required string Policy { get; init; }

    /// <summary>The weights.</summary>
    public required string WeightVersion { get; init; }

    /// <summary>The kind of the servers: <c>vllm, sglang, llama_cpp</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What was found before the first sample.</summary>
    public required IReadOnlyList<FleetFinding> Findings { get; init; }

    /// <summary>What each server did.</summary>
    public required IReadOnlyList<FleetCount> Servers { get; init; }

    /// <summary>Seconds from the first request to the last answer.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether every sample that was asked for came.</summary>
    public required bool Finished { get; init; }

    /// <summary>What log-probs that were turned into this program's own may be off by.</summary>
    public double ConversionError { get; init; }

    /// <summary>Tokens whose log-probability no server gave.</summary>
    public long TokensWithoutLogProb { get; init; }

    /// <summary>The servers' log-probs beside the model's own; null where none were compared.</summary>
    public FleetMismatch? Mismatch { get; init; }
}
