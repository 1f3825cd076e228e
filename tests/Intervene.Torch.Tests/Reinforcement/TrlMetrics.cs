using Intervene.Torch.Reinforcement;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Reinforcement;

/// <summary>What TRL logs beside its GRPO loss (TRL 1.16 <c>grpo_trainer.py</c>).</summary>
internal static class TrlMetrics
{
    /// <summary>The metrics of a forward pass under TRL's names.</summary>
    /// <param name="policy">[N] log-probabilities.</param>
    /// <param name="old">[N].</param>
    /// <param name="reference">[N], or null for β = 0.</param>
    /// <param name="advantages">[N].</param>
    /// <param name="entropies">[N].</param>
    /// <param name="sequences">Which sequence a token belongs to.</param>
    /// <param name="options">The knobs.</param>
    public static IReadOnlyList<(string Name, double Value)> Of(
        Tensor policy, Tensor old, Tensor? reference, Tensor advantages, Tensor entropies, SequenceIndex sequences, TrlLossOptions options)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var metrics = new List<(string, double)> { ("entropy", Mean(entropies)) };
        var logRatio = policy - old;
        var ratio = (options.SequenceLevel ? sequences.Spread(sequences.Mean(logRatio)) : logRatio).exp();
        if (reference is not null && options.Beta != 0)
        {
            var x = reference - policy;
            var kl = x.exp() - x - 1;
            metrics.Add(("kl", Mean(options.BiasCorrectedKl ? kl * ratio : kl)));
        }

        if (options.LossType == "cispo")
        {
            metrics.Add(("cispo_clip_ratio", Share(ratio.gt(options.EpsilonHigh).logical_and(advantages.gt(0)).to(policy.dtype))));
            return metrics;
        }

        ratio = options.Delta is { } delta ? ratio.clamp(max: delta) : ratio;
        var high = ratio.gt(1 + options.EpsilonHigh).logical_and(advantages.gt(0)).to(policy.dtype);
        var low = ratio.lt(1 - options.EpsilonLow).logical_and(advantages.lt(0)).to(policy.dtype);
        metrics.Add(("clip_ratio/low_mean", Share(low)));
        metrics.Add(("clip_ratio/high_mean", Share(high)));
        metrics.Add(("clip_ratio/region_mean", Share(low + high)));
        metrics.Add(("clip_ratio/low_min", Each(low).Min()));
        metrics.Add(("clip_ratio/high_max", Each(high).Max()));
        return metrics;

        double Share(Tensor values) => options.SequenceLevel ? Each(values).Sum() / sequences.Count : Mean(values);
        double Mean(Tensor values) => values.sum().ToDouble() / Math.Max(sequences.Tokens, 1);

        // A ratio of a whole sequence is there, and is 1, where the sequence has no token; a mean over its tokens is not.
        double[] Each(Tensor values) =>
            [.. sequences.Mean(values).to(float64).data<double>()
                .ToArray().Where((_, i) => options.SequenceLevel || sequences.Lengths[i] > 0).DefaultIfEmpty(0)];
    }
}
