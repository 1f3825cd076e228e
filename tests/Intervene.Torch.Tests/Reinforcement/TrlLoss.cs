using Intervene.Torch.Reinforcement;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Reinforcement;

/// <summary>TRL's GRPO loss, to compare with: what differs from verl's under the same names stands here (TRL 1.16 <c>grpo_trainer.py</c>).</summary>
internal static class TrlLoss
{
    /// <summary>Policy loss plus β KL of each token, before the entropy bonus and the aggregation.</summary>
    /// <remarks>
    /// r = exp Δ a token, or exp of the sequence's mean Δ; δ bounds the first r from above; L = −min(r A, clamp(r, 1 − ε, 1 + ε_high) A); cispo:
    /// −sg(min(r, ε_high)) A log π; KL: k3 unclamped, times r where it is bias-corrected.
    /// </remarks>
    /// <param name="policy">[N] log-probabilities with a gradient.</param>
    /// <param name="old">[N].</param>
    /// <param name="reference">[N], or null for β = 0.</param>
    /// <param name="advantages">[N].</param>
    /// <param name="sequences">Which sequence a token belongs to.</param>
    /// <param name="options">The knobs.</param>
    public static Tensor Tokens(Tensor policy, Tensor old, Tensor? reference, Tensor advantages, SequenceIndex sequences, TrlLossOptions options)
    {
        var logRatio = policy - old;
        if (options.SequenceLevel)
        {
            logRatio = sequences.Spread(sequences.Mean(logRatio));
        }

        var ratio = logRatio.exp();
        Tensor losses;
        if (options.LossType == "cispo")
        {
            losses = -(ratio.clamp(max: options.EpsilonHigh).detach() * advantages * policy);
        }
        else
        {
            var free = options.Delta is { } delta ? ratio.clamp(max: delta) : ratio;
            losses = -minimum(free * advantages, ratio.clamp(1 - options.EpsilonLow, 1 + options.EpsilonHigh) * advantages);
        }

        if (reference is null || options.Beta == 0)
        {
            return losses;
        }

        var x = reference - policy;
        var kl = x.exp() - x - 1;
        return losses + ((options.BiasCorrectedKl ? kl * ratio : kl) * options.Beta);
    }

    /// <summary>TRL's aggregation of a forward pass under its loss types, as its share of the update.</summary>
    /// <remarks>
    /// What <see cref="PolicyLoss"/> gives / the accumulation steps; dapo and cispo divide by the tokens of the whole update instead.
    /// </remarks>
    /// <inheritdoc cref="PolicyLoss"/>
    public static Tensor Aggregate(Tensor losses, SequenceIndex sequences, double itemsInBatch, TrlLossOptions options)
    {
        var loss = PolicyLoss(losses, sequences, itemsInBatch, options);
        return options.LossType is "dapo" or "cispo" ? loss : loss / options.AccumulationSteps;
    }

    /// <summary>
    /// The entropy bonus of a forward pass, which the loss is lowered by: the coefficient · mean entropy / the accumulation steps, whatever the loss
    /// type.
    /// </summary>
    /// <param name="entropies">[N], with a gradient.</param>
    /// <param name="sequences">Which sequence a token belongs to.</param>
    /// <param name="options">The knobs.</param>
    public static Tensor EntropyBonus(Tensor entropies, SequenceIndex sequences, TrlLossOptions options) =>
        entropies.sum() / Math.Max(sequences.Tokens, 1) / options.AccumulationSteps * options.EntropyCoefficient;

    /// <summary>The aggregated loss as TRL logs it, before the accumulation steps and the entropy bonus.</summary>
    /// <param name="losses">[N].</param>
    /// <param name="sequences">Which sequence a token belongs to.</param>
    /// <param name="itemsInBatch">Tokens of the whole optimiser batch.</param>
    /// <param name="options">The knobs.</param>
    /// <exception cref="ArgumentException">The loss type is unknown.</exception>
    public static Tensor PolicyLoss(Tensor losses, SequenceIndex sequences, double itemsInBatch, TrlLossOptions options) => options.LossType switch
    {
        "grpo" => sequences.Mean(losses).sum() / sequences.Count,
        "bnpo" => losses.sum() / Math.Max(sequences.Tokens, 1),
        "dr_grpo" => losses.sum() / ((double)sequences.Count * options.MaxCompletionLength),
        "dapo" or "cispo" => losses.sum() / Math.Max(itemsInBatch, 1),
        _ => throw new ArgumentException($"TRL's loss type {options.LossType} is unknown; expected grpo, bnpo, dr_grpo, dapo or cispo."),
    };
}
