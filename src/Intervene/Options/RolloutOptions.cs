using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Rollouts of the training problems, for the oracle to correct.</summary>
public sealed record RolloutOptions
{
    /// <summary>Rollouts a problem.</summary>
    [Range(1, 100_000)]
    public int Samples { get; init; } = 4;

    /// <summary>The distribution that they are sampled from.</summary>
    public SamplingOptions Sampling { get; init; } = new() { MaxTokens = 16_384 };

    /// <summary>What samples, where it is not the run's <c>engine</c>: keys left out are those of the run's, of the same kind.</summary>
    [StartsFrom("engine")]
    public EngineOptions? Engine { get; init; }
}
