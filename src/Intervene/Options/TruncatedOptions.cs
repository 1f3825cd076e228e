using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>What a rollout that ended at a token limit counts for.</summary>
[OptionKind("zero_reward", typeof(TruncatedOptions.ZeroReward))]
[OptionKind("mask", typeof(TruncatedOptions.Mask))]
[OptionKind("keep", typeof(TruncatedOptions.Keep))]
[OptionKind("overlong_penalty", typeof(TruncatedOptions.OverlongPenalty))]
public abstract record TruncatedOptions
{
    /// <summary>Its reward is 0.</summary>
    public sealed record ZeroReward : TruncatedOptions;

    /// <summary>Its tokens have no loss.</summary>
    public sealed record Mask : TruncatedOptions;

    /// <summary>It keeps the verifier's reward.</summary>
    public sealed record Keep : TruncatedOptions;

    /// <summary>
    /// Length counts before the limit is reached: the reward of every rollout falls linearly over the last tokens, min(−(length − (limit − buffer)) /
    /// buffer · factor, 0) (DAPO).
    /// </summary>
    public sealed record OverlongPenalty : TruncatedOptions
    {
        /// <summary>The last tokens before the limit, over which the penalty grows from 0 to its full size.</summary>
        [Range(1, 10_000_000)]
        public int Buffer { get; init; } = 4096;

        /// <summary>What a rollout as long as the limit loses.</summary>
        [Range(0.0, 1e6)]
        public double Factor { get; init; } = 1;
    }
}
