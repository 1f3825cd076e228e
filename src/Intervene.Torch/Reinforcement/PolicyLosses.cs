using Intervene.Options;
using Intervene.Torch.Ops;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>Policy-gradient losses a token, to be aggregated by <see cref="Aggregation"/> (verl <c>core_algos.py</c>).</summary>
public static class PolicyLosses
{
    private const double LogRatioBound = 20;

    /// <summary>The loss that the options name.</summary>
    /// <param name="options">The loss with its clips.</param>
    /// <param name="policy">[N] log-probabilities of the policy, with a gradient.</param>
    /// <param name="old">[N] log-probabilities of the policy that sampled.</param>
    /// <param name="advantages">[N].</param>
    /// <param name="sequences">Which sequence a token belongs to; all tokens of a sequence are here.</param>
    public static TokenLosses Of(PolicyLossOptions options, Tensor policy, Tensor old, Tensor advantages, SequenceIndex sequences) => options switch
    {
        PolicyLossOptions.Vanilla vanilla => Vanilla(policy, old, advantages, vanilla.ClipLow, vanilla.ClipHigh, vanilla.DualClip),
        PolicyLossOptions.Gspo => Gspo(policy, old, advantages, sequences, options.ClipLow, options.ClipHigh),
        PolicyLossOptions.Cispo => Cispo(policy, old, advantages, options.ClipLow, options.ClipHigh),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, "The loss is unknown."),
    };

    /// <summary>PPO's clipped loss with dual clip.</summary>
    /// <remarks>
    /// r = exp(clamp(log π − log π_old, ±20)); L = max(−A r, −A clamp(r, 1 − ε_low, 1 + ε_high)); for A &lt; 0 and dual clip c: min(L, −A c)
    /// (Schulman et al., 2017; Ye et al., 2020; verl <c>compute_policy_loss_vanilla</c>).
    /// </remarks>
    /// <param name="policy">[N] log-probabilities of the policy, with a gradient.</param>
    /// <param name="old">[N] log-probabilities of the policy that sampled.</param>
    /// <param name="advantages">[N].</param>
    /// <param name="clipLow">ε_low.</param>
    /// <param name="clipHigh">ε_high.</param>
    /// <param name="dualClip">c &gt; 1, or null for none.</param>
    public static TokenLosses Vanilla(Tensor policy, Tensor old, Tensor advantages, double clipLow, double clipHigh, double? dualClip)
    {
        Require(policy, old, advantages);
        var logRatio = (policy - old).clamp(-LogRatioBound, LogRatioBound);
        var ratio = logRatio.exp();
        var free = -(advantages * ratio);
        var bounded = -(advantages * ratio.clamp(1 - clipLow, 1 + clipHigh));
        var losses = maximum(free, bounded);
        var clipped = bounded.gt(free).to(policy.dtype);
        if (dualClip is not { } c)
        {
            return new TokenLosses(losses, clipped.detach(), zeros_like(policy).detach(), logRatio.detach());
        }

        var bound = advantages * -c;
        var negative = advantages.lt(0);
        var lower = losses.gt(bound).logical_and(negative).to(policy.dtype);
        return new TokenLosses(where(negative, minimum(losses, bound), losses), clipped.detach(), lower.detach(), logRatio.detach());
    }

    /// <summary>The clipped ratio of the whole sequence; each token carries it with its own gradient.</summary>
    /// <remarks>
    /// s_i = exp(mean_t Δ) and s_{i,t} = sg(s_i) · π_t / sg(π_t), log s_{i,t} at most 10; L = max(−A s, −A clamp(s, 1 − ε_low, 1 + ε_high))
    /// (Zheng et al., 2025; verl <c>compute_policy_loss_gspo</c>).
    /// </remarks>
    /// <param name="sequences">Which sequence a token belongs to; all tokens of a sequence are here.</param>
    /// <inheritdoc cref="Vanilla"/>
    public static TokenLosses Gspo(Tensor policy, Tensor old, Tensor advantages, SequenceIndex sequences, double clipLow, double clipHigh)
    {
        Require(policy, old, advantages);
        var logRatio = (policy - old).detach();
        var ratio = (policy - policy.detach() + sequences.Spread(sequences.Mean(logRatio))).clamp(max: 10.0).exp();
        var free = -(advantages * ratio);
        var bounded = -(advantages * ratio.clamp(1 - clipLow, 1 + clipHigh));
        return new TokenLosses(maximum(free, bounded), bounded.gt(free).to(policy.dtype).detach(), zeros_like(policy).detach(), logRatio);
    }

    /// <summary>The clipped ratio as a constant weight: −sg(clamp(r, 1 − ε_low, 1 + ε_high)) A log π.</summary>
    /// <remarks>MiniMax, 2025; verl <c>compute_policy_loss_cispo</c>.</remarks>
    /// <inheritdoc cref="Vanilla"/>
    public static TokenLosses Cispo(Tensor policy, Tensor old, Tensor advantages, double clipLow, double clipHigh)
    {
        Require(policy, old, advantages);
        var logRatio = (policy - old).clamp(-LogRatioBound, LogRatioBound).detach();
        var ratio = logRatio.exp();
        var bounded = ratio.clamp(1 - clipLow, 1 + clipHigh);
        return new TokenLosses(-(bounded * advantages * policy), ratio.ne(bounded).to(policy.dtype), zeros_like(policy).detach(), logRatio);
    }

    private static void Require(Tensor policy, Tensor old, Tensor advantages)
    {
        Shape.Require(policy, nameof(policy), -1);
        Shape.Require(old, nameof(old), policy.shape[0]);
        Shape.Require(advantages, nameof(advantages), policy.shape[0]);
    }
}
