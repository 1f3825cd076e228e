using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Products;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>The logits of some rows of a linear head: by hand for float32 in host memory, elsewhere by libtorch's operators.</summary>
internal static unsafe class LogitChunk
{
    /// <summary>h Wᵀ in float32 (float64 for float64 input).</summary>
    /// <param name="hidden">[n, D].</param>
    /// <param name="head">[V, D].</param>
    public static Tensor Of(Tensor hidden, Tensor head)
    {
        if (ByHand(hidden, head))
        {
            int rows = (int)hidden.shape[0], columns = (int)head.shape[0], depth = (int)head.shape[1];
            var logits = empty(rows, columns);
            HostProduct.Multiply(HostMatrix.Of(hidden), HostMatrix.Of(head).Transposed, HostMatrix.Of(logits), rows, columns, depth);
            return logits;
        }

        var product = hidden.mm(head.t());
        return product.dtype is ScalarType.Float32 or ScalarType.Float64 ? product : product.to(float32);
    }

    /// <summary>log p of each row's target, the rows' entropies, and log Σ exp (z / T).</summary>
    /// <param name="logits">[n, V].</param>
    /// <param name="targets">[n] int64.</param>
    /// <param name="temperature">T.</param>
    public static (Tensor LogProbs, Tensor Entropies, Tensor LogSums) Statistics(Tensor logits, Tensor targets, double temperature)
    {
        if (!HostRows.Fits(logits))
        {
            var z = logits / temperature;
            var sums = z.logsumexp(1);
            var all = z - sums.unsqueeze(1);
            return (all.gather(1, targets.unsqueeze(1)).squeeze(1), -(all.exp() * all).sum(1), sums);
        }

        var rows = logits.shape[0];
        var width = (int)logits.shape[1];
        Tensor logProbs = empty(rows), entropies = empty(rows), logSums = empty(rows);
        float* pz = HostRows.Pointer(logits), pl = HostRows.Pointer(logProbs), pe = HostRows.Pointer(entropies), ps = HostRows.Pointer(logSums);
        var tokens = targets.data<long>().ToArray();
        HostRows.Share(rows, width, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                (pl[row], pe[row], ps[row]) = LogitRows.Statistics(pz + (row * width), width, tokens[row], (float)(1 / temperature));
            }
        });
        return (logProbs, entropies, logSums);
    }

    /// <summary>The logits' gradient; by hand it takes their place.</summary>
    /// <param name="logits">[n, V].</param>
    /// <param name="targets">[n] int64.</param>
    /// <param name="temperature">T.</param>
    /// <param name="logSums">[n] from <see cref="Statistics"/>.</param>
    /// <param name="entropies">[n] from <see cref="Statistics"/>.</param>
    /// <param name="onLogProbs">[n]: the log-probabilities' gradients, or null.</param>
    /// <param name="onEntropies">[n]: the entropies' gradients, or null.</param>
    public static Tensor Gradient(
        Tensor logits, Tensor targets, double temperature, Tensor logSums, Tensor entropies, Tensor? onLogProbs, Tensor? onEntropies)
    {
        if (!HostRows.Fits(logits))
        {
            Tensor logProbs = (logits / temperature) - logSums.unsqueeze(1), p = logProbs.exp(), sum = zeros_like(logits);
            if (onEntropies is not null)
            {
                sum -= p * (logProbs + entropies.unsqueeze(1)) * onEntropies.unsqueeze(1);
            }

            if (onLogProbs is not null)
            {
                sum = (sum - (p * onLogProbs.unsqueeze(1))).scatter_add(1, targets.unsqueeze(1), onLogProbs.to(logits.dtype).unsqueeze(1));
            }

            return sum / temperature;
        }

        var rows = logits.shape[0];
        var width = (int)logits.shape[1];
        using Tensor first = onLogProbs?.contiguous() ?? zeros(rows), second = onEntropies?.contiguous() ?? zeros(rows);
        float* pz = HostRows.Pointer(logits), ps = HostRows.Pointer(logSums),
        pe = HostRows.Pointer(entropies), pf = HostRows.Pointer(first), pg = HostRows.Pointer(second);
        var tokens = targets.data<long>().ToArray();
        HostRows.Share(rows, width, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                LogitRows.Gradient(pz + (row * width), width, tokens[row], (float)(1 / temperature), ps[row], pe[row], pf[row], pg[row]);
            }
        });
        return logits;
    }

    /// <summary>Adds what a chunk's logit gradients mean for the hidden states and the head.</summary>
    /// <param name="gradient">[n, V].</param>
    /// <param name="hidden">[n, D].</param>
    /// <param name="head">[V, D].</param>
    /// <param name="hiddenGradient">[n, D]; written.</param>
    /// <param name="headGradient">[V, D]; added to.</param>
    public static void Spread(Tensor gradient, Tensor hidden, Tensor head, Tensor hiddenGradient, Tensor headGradient)
    {
        if (!ByHand(hidden, head))
        {
            var narrow = gradient.to(hidden.dtype);
            hiddenGradient.copy_(narrow.mm(head));
            headGradient.addmm_(narrow.t(), hidden);
            return;
        }

        int rows = (int)hidden.shape[0], columns = (int)head.shape[0], depth = (int)head.shape[1];
        HostProduct.Multiply(HostMatrix.Of(gradient), HostMatrix.Of(head), HostMatrix.Of(hiddenGradient), rows, depth, columns);
        HostProduct.Multiply(HostMatrix.Of(gradient).Transposed, HostMatrix.Of(hidden), HostMatrix.Of(headGradient), columns, depth, rows, add: true);
    }

    private static bool ByHand(Tensor hidden, Tensor head) =>
        HostRows.Fits(hidden) && HostRows.Fits(head) && hidden.is_contiguous() && head.is_contiguous();
}
