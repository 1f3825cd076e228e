using Intervene.Learning;

namespace Intervene.Pipeline.Runs;

/// <summary>How far servers' log-probs of sampled tokens are from those that this program computes.</summary>
public sealed record FleetMismatch
{
    /// <summary>Completions that were compared.</summary>
    public required int Completions { get; init; }

    /// <summary>Their tokens.</summary>
    public required long Tokens { get; init; }

    /// <summary>Mean |π − π_server|.</summary>
    public required double Mean { get; init; }

    /// <summary>Largest |π − π_server|.</summary>
    public required double Max { get; init; }

    /// <summary>Largest |log π − log π_server|.</summary>
    public required double MaxLog { get; init; }

    /// <summary>The k3 estimate of KL(server, own).</summary>
    public required double K3 { get; init; }

    /// <summary>(Σ w)² / (n Σ w²) of the importance weights: 1 where the two agree.</summary>
    public required double EffectiveSampleSize { get; init; }

    /// <summary>What was measured of some completions.</summary>
    /// <param name="measured">The measure.</param>
    /// <param name="completions">How many completions.</param>
    /// <param name="tokens">How many tokens.</param>
    public static FleetMismatch Of(SamplerMismatch measured, int completions, long tokens) => new()
    {
        Completions = completions,
        Tokens = tokens,
        Mean = measured.Mean,
        Max = measured.Max,
        MaxLog = measured.MaxLog,
        K3 = measured.K3,
        EffectiveSampleSize = measured.EffectiveSampleSize,
    };
}
