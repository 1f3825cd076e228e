namespace Intervene.Options;

/// <summary>How rewards of a group turn into advantages.</summary>
public enum AdvantageKind
{
    /// <summary>(r − mean) / (std + 1e-6), std with n − 1 (verl's default).</summary>
    Grpo,

    /// <summary>r − mean (Dr. GRPO).</summary>
    GrpoNoStd,

    /// <summary>r − mean of the others (RLOO).</summary>
    Rloo,

    /// <summary>r − mean, then whitened over all tokens of the batch (REINFORCE++ with a baseline).</summary>
    ReinforcePlusPlusBaseline,

    /// <summary>Only the best of a group has one: (r − the second best) / (std + 1e-6) (verl's <c>grpo_passk</c>).</summary>
    GrpoPassK,
}

/// <summary>The policy's loss of a token (verl's <c>loss_mode</c>).</summary>
public enum PolicyLossKind
{
    /// <summary>PPO's clipped ratio, with dual clip.</summary>
    Vanilla,

    /// <summary>The clipped ratio of the whole sequence (GSPO).</summary>
    Gspo,

    /// <summary>The clipped ratio as a constant weight on the log-probability (CISPO).</summary>
    Cispo,
}

/// <summary>How token losses become one number; the denominators are those of the whole optimiser batch (verl's <c>loss_agg_mode</c>).</summary>
public enum AggregationKind
{
    /// <summary>Σ over tokens / tokens.</summary>
    TokenMean,

    /// <summary>Σ over tokens.</summary>
    TokenSum,

    /// <summary>Σ over tokens / sequences.</summary>
    SeqMeanTokenSum,

    /// <summary>Σ over tokens / sequences / a constant.</summary>
    SeqMeanTokenSumNorm,

    /// <summary>Mean over sequences of the mean over tokens.</summary>
    SeqMeanTokenMean,
}

/// <summary>KL estimators of d = log π − log π_ref (Schulman's names; verl's <c>kl_penalty</c>).</summary>
public enum KlKind
{
    /// <summary>d.</summary>
    K1,

    /// <summary>|d|.</summary>
    Abs,

    /// <summary>d² / 2.</summary>
    K2,

    /// <summary>e^−d + d − 1, clamped as in verl.</summary>
    K3,

    /// <summary>The value of <see cref="K1"/> with the gradient of <see cref="K2"/>.</summary>
    K1StraightThrough,

    /// <summary>The value of <see cref="Abs"/> with the gradient of <see cref="K2"/>.</summary>
    AbsStraightThrough,

    /// <summary>The value of <see cref="K3"/> with the gradient of <see cref="K2"/>.</summary>
    K3StraightThrough,
}

/// <summary>What a rollout that ended at a token limit counts for.</summary>
public enum TruncatedRollouts
{
    /// <summary>Its reward is 0.</summary>
    ZeroReward,

    /// <summary>Its tokens have no loss.</summary>
    Mask,

    /// <summary>It keeps the verifier's reward.</summary>
    Keep,

    /// <summary>
    /// Length counts before the limit is reached: the reward of every rollout falls linearly over the last tokens, min(−(length − (limit − buffer)) /
    /// buffer · factor, 0) (DAPO).
    /// </summary>
    OverlongPenalty,
}

/// <summary>What becomes of groups whose rewards are all equal.</summary>
public enum ZeroVarianceGroups
{
    /// <summary>They stay in the batch and in its denominators.</summary>
    Keep,

    /// <summary>They leave the batch and its denominators.</summary>
    Exclude,

    /// <summary>They leave, and other problems are sampled in their place, up to a number of batches (DAPO's dynamic sampling).</summary>
    Resample,
}

/// <summary>The type that a trainer computes in.</summary>
public enum ComputeType
{
    /// <summary>32-bit floats.</summary>
    Float32,

    /// <summary>16-bit floats with 8 bits of exponent; the weights that are trained stay 32-bit.</summary>
    Bfloat16,
}
