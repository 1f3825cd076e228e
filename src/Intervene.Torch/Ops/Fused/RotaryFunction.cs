using System.Numerics;
using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>The rotation of every head by its position's angles; backward is the rotation by the opposite angles.</summary>
internal sealed unsafe class RotaryFunction : autograd.SingleTensorFunction<RotaryFunction>
{
    public override string Name => nameof(RotaryFunction);

    /// <summary>x · cos + rotate_half(x) · sin.</summary>
    public static Tensor Of(Tensor x, Tensor cosine, Tensor sine) => is_grad_enabled() ? apply(x, cosine, sine) : Rotate(x, cosine, sine, 1f);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor x = (Tensor)vars[0], cosine = (Tensor)vars[1], sine = (Tensor)vars[2];
        KeptTensors.Keep(ctx, vars, cosine, sine);
        return Rotate(x, cosine, sine, 1f);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        KeptTensors.Backward(ctx, [grad_output], kept => [Rotate(grad_output, kept[0], kept[1], -1f), null!, null!]);

    private static Tensor Rotate(Tensor input, Tensor cosine, Tensor sine, float direction)
    {
        using var x = input.contiguous();
        var y = empty_like(x);
        long tokens = x.shape[0], heads = x.shape[1];
        var width = (int)x.shape[2];
        float* px = HostRows.Pointer(x), py = HostRows.Pointer(y), pc = HostRows.Pointer(cosine), ps = HostRows.Pointer(sine);
        HostRows.Share(tokens, heads * width, (from, to) =>
        {
            for (var token = from; token < to; token++)
            {
                for (var head = 0L; head < heads; head++)
                {
                    var at = ((token * heads) + head) * width;
                    Head(px + at, py + at, pc + (token * width), ps + (token * width), width / 2, direction);
                }
            }
        });
        return y;
    }

    private static void Head(float* x, float* y, float* cosine, float* sine, int half, float direction)
    {
        var sign = new Vector<float>(direction);
        var i = 0;
        for (; i <= half - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> a = Vector.Load(x + i), b = Vector.Load(x + half + i), c = Vector.Load(cosine + i), s = Vector.Load(sine + i) * sign;
            Vector.Store((a * c) - (b * s), y + i);
            Vector.Store((b * c) + (a * s), y + half + i);
        }

        for (; i < half; i++)
        {
            float a = x[i], b = x[half + i], s = sine[i] * direction;
            y[i] = (a * cosine[i]) - (b * s);
            y[half + i] = (b * cosine[i]) + (a * s);
        }
    }
}
