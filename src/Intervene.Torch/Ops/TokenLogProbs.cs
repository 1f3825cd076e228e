using Intervene.Models.Weights;
using Intervene.Torch.Ops.Fused;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>The log-probability of each position's token and the entropy of its distribution.</summary>
public static class TokenLogProbs
{
    /// <summary>log softmax(h Wᵀ / T) at the targets, and −Σ p log p; computed in float32 (float64 for float64 input).</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="head">[V, D].</param>
    /// <param name="targets">[N] int64, 0 … V − 1.</param>
    /// <param name="temperature">T &gt; 0: the temperature that the tokens were sampled at.</param>
    /// <param name="entropyGradient">Whether the entropies have a gradient too.</param>
    /// <param name="chunk">Rows whose logits exist at a time; 0 chooses as many as make 128 MB, at least 64: [N, V] never exists as a whole.</param>
    /// <returns>Two tensors [N]; gradients reach <paramref name="hidden"/> and <paramref name="head"/>.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or the temperature is not positive.</exception>
    public static (Tensor LogProbs, Tensor Entropies) Of(
        Tensor hidden, Tensor head, Tensor targets, double temperature, bool entropyGradient = false, long chunk = 0)
    {
        Shape.Require(hidden, nameof(hidden), -1, -1);
        Shape.Require(head, nameof(head), -1, hidden.shape[1]);
        Shape.Require(targets, nameof(targets), hidden.shape[0]);
        if (!(temperature > 0))
        {
            throw new ArgumentException($"The temperature is {temperature}; expected a positive number.", nameof(temperature));
        }

        return TokenLogProbsFunction.Of(
            hidden, head, targets, temperature,
            chunk > 0 ? chunk : MemoryEstimate.LogitRows(head.shape[0], Math.Max(1, hidden.shape[0])), entropyGradient);
    }
}
