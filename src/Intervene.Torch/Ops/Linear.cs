using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>Linear maps.</summary>
public static class Linear
{
    /// <summary>x Wᵀ + b for several weights at once.</summary>
    /// <param name="x">[T, D].</param>
    /// <param name="weights">[Nᵢ, D] each.</param>
    /// <param name="biases">[Nᵢ] for each weight, or none at all.</param>
    /// <returns>[T, Nᵢ] each.</returns>
    public static Tensor[] Of(Tensor x, Tensor[] weights, Tensor[] biases)
    {
        if (HostRows.Fits(x) && weights.All(HostRows.Fits) && weights.All(w => w.is_contiguous()))
        {
            return [.. LinearFunction.Of(x, weights, biases)];
        }

        return [.. weights.Select((weight, i) => nn.functional.linear(x, weight, biases.Length > 0 ? biases[i] : null))];
    }
}
