using Intervene.Torch.Ops.Fused;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>The gated MLP of a decoder's layer.</summary>
public static class GatedMlp
{
    /// <summary>(silu(x Wgᵀ + bg) · (x Wuᵀ + bu)) Wdᵀ + bd.</summary>
    /// <param name="x">[T, D].</param>
    /// <param name="weights">Wg [M, D], Wu [M, D] and Wd [D, M].</param>
    /// <param name="biases">bg [M], bu [M] and bd [D], or none at all.</param>
    /// <returns>[T, D].</returns>
    public static Tensor Of(Tensor x, Tensor[] weights, Tensor[] biases)
    {
        if (biases.Length == 0 && MlpFunction.Fits(x, weights))
        {
            return MlpFunction.Of(x, weights[0], weights[1], weights[2]);
        }

        var inner = Linear.Of(x, weights[..2], biases.Length > 0 ? biases[..2] : []);
        return Linear.Of(Gates.SwiGlu(inner[0], inner[1]), weights[2..], biases.Length > 0 ? biases[2..] : [])[0];
    }
}
