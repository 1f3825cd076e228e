namespace Intervene.Pipeline.Regrading;

/// <summary>A recorded sample whose grade is another now: a line of what <c>regrade --out</c> writes.</summary>
public sealed record RegradedSample
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The file, below the run directory.</summary>
    public required string Artifact { get; init; }

    /// <summary>Its line, 1-based.</summary>
    public required long Line { get; init; }

    /// <summary>The policy, or the arm of a guided rollout.</summary>
    public required string Series { get; init; }

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The sample's index.</summary>
    public required int Sample { get; init; }

    /// <summary>The recorded verdict.</summary>
    public required string FromVerdict { get; init; }

    /// <summary>The verdict now.</summary>
    public required string ToVerdict { get; init; }

    /// <summary>The recorded reward; null where the verifier failed.</summary>
    public double? FromReward { get; init; }

    /// <summary>The reward now; null where the verifier fails.</summary>
    public double? ToReward { get; init; }

    /// <summary>The problem's gold answer.</summary>
    public required string Gold { get; init; }

    /// <summary>What the verifier takes for the answer now; null where it takes none or does not say.</summary>
    public string? Answer { get; init; }
}
