using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>RMS normalisation.</summary>
public static class Norms
{
    /// <summary>x / sqrt(mean(x²) + ε) · weight over the last axis; the mean is taken in float32.</summary>
    /// <param name="x">[…, D].</param>
    /// <param name="weight">[D].</param>
    /// <param name="epsilon">ε.</param>
    public static Tensor Rms(Tensor x, Tensor weight, double epsilon)
    {
        if (HostRows.Fits(x) && HostRows.Fits(weight))
        {
            return RmsNormFunction.Of(x, weight, epsilon);
        }

        using var scope = NewDisposeScope();
        if (HostRows.Widens(x))
        {
            return RmsNormFunction.Of(x.to(float32), weight.to(float32), epsilon).to(x.dtype).MoveToOuterDisposeScope();
        }

        var wide = x.dtype is ScalarType.Float32 or ScalarType.Float64 ? x : x.to(float32);
        var scale = (wide.square().mean([-1], keepdim: true) + epsilon).rsqrt();
        return ((wide * scale).to(x.dtype) * weight).MoveToOuterDisposeScope();
    }

    /// <summary>The residual sum x + more, and its normalisation.</summary>
    /// <param name="x">[…, D].</param>
    /// <param name="more">[…, D].</param>
    /// <param name="weight">[D].</param>
    /// <param name="epsilon">ε.</param>
    public static (Tensor Sum, Tensor Normed) AddRms(Tensor x, Tensor more, Tensor weight, double epsilon)
    {
        if (HostRows.Fits(x) && HostRows.Fits(more) && HostRows.Fits(weight))
        {
            return AddNormFunction.Of(x, more, weight, epsilon);
        }

        var sum = x + more;
        return (sum, Rms(sum, weight, epsilon));
    }
}
