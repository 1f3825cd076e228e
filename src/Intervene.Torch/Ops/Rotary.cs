using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>Rotary position embedding in the half-split layout of the Hugging Face checkpoints.</summary>
public static class Rotary
{
    /// <summary>x · cos + rotate_half(x) · sin, where rotate_half((a, b)) = (−b, a).</summary>
    /// <param name="x">[T, heads, E].</param>
    /// <param name="cosine">[T, 1, E].</param>
    /// <param name="sine">[T, 1, E].</param>
    public static Tensor Apply(Tensor x, Tensor cosine, Tensor sine)
    {
        if (HostRows.Fits(x) && HostRows.Fits(cosine) && HostRows.Fits(sine))
        {
            return RotaryFunction.Of(x, cosine, sine);
        }

        using var scope = NewDisposeScope();
        if (HostRows.Widens(x))
        {
            return RotaryFunction.Of(x.to(float32), cosine.to(float32), sine.to(float32)).to(x.dtype).MoveToOuterDisposeScope();
        }

        var halves = x.chunk(2, -1);
        return ((x * cosine) + (cat([-halves[1], halves[0]], -1) * sine)).MoveToOuterDisposeScope();
    }
}
