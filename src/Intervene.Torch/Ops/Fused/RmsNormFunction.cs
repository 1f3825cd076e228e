using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>RMS normalisation in one pass forward and one backward.</summary>
/// <remarks>
/// With s = (mean(x²) + ε)^(−1/2) and y = s·x·w: ∂x = s·(g·w) − x·s³/D · Σ g·w·x, ∂w = Σ_rows g·s·x.
/// </remarks>
internal sealed unsafe class RmsNormFunction : autograd.SingleTensorFunction<RmsNormFunction>
{
    public override string Name => nameof(RmsNormFunction);

    /// <summary>x / sqrt(mean(x²) + ε) · weight over the last axis.</summary>
    public static Tensor Of(Tensor x, Tensor weight, double epsilon)
    {
        if (is_grad_enabled())
        {
            return apply(x, weight, epsilon);
        }

        var (y, scales) = Values(x, weight, epsilon);
        scales.Dispose();
        return y;
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor x = (Tensor)vars[0], weight = (Tensor)vars[1];
        var (y, scales) = Values(x, weight, (double)vars[2]);
        KeptTensors.Keep(ctx, vars, x.contiguous(), weight, scales);
        return y;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => KeptTensors.Backward(ctx, [grad_output], kept =>
    {
        Tensor x = kept[0], weight = kept[1], scales = kept[2], gradient = grad_output.contiguous(), gx = empty_like(x);
        var width = (int)x.shape[^1];
        var rows = x.NumberOfElements / width;
        var parts = HostRows.Parts(rows, width);
        var partial = zeros(parts, width);
        float* px = HostRows.Pointer(x), pw = HostRows.Pointer(weight), ps = HostRows.Pointer(scales);
        float* pg = HostRows.Pointer(gradient), pgx = HostRows.Pointer(gx), pgw = HostRows.Pointer(partial);
        HostRows.ForEach(rows, parts, (part, from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                Row(px + (row * width), pg + (row * width), pw, ps[row], pgx + (row * width), pgw + ((long)part * width), width);
            }
        });
        return [gx, partial.sum([0L]), null!];
    });

    private static (Tensor Result, Tensor Scales) Values(Tensor input, Tensor weight, double epsilon)
    {
        using var x = input.contiguous();
        var width = (int)x.shape[^1];
        var rows = x.NumberOfElements / width;
        Tensor y = empty_like(x), scales = empty(rows);
        float* px = HostRows.Pointer(x), pw = HostRows.Pointer(weight), py = HostRows.Pointer(y), ps = HostRows.Pointer(scales);
        HostRows.Share(rows, width, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                Forward(px + (row * width), pw, py + (row * width), ps + row, (float)epsilon, width);
            }
        });
        return (y, scales);
    }

    private static void Row(float* x, float* g, float* w, float scale, float* gx, float* gw, int width)
    {
        var lanes = Vector<float>.Count;
        var sum = Vector<float>.Zero;
        var s = new Vector<float>(scale);
        var i = 0;
        for (; i <= width - lanes; i += lanes)
        {
            Vector<float> vx = Vector.Load(x + i), vg = Vector.Load(g + i);
            sum += vg * Vector.Load(w + i) * vx;
            Vector.Store(Vector.Load(gw + i) + (vg * vx * s), gw + i);
        }

        var total = Vector.Sum(sum);
        for (; i < width; i++)
        {
            total += g[i] * w[i] * x[i];
            gw[i] += g[i] * x[i] * scale;
        }

        var pull = scale * scale * scale * total / width;
        var vpull = new Vector<float>(pull);
        for (i = 0; i <= width - lanes; i += lanes)
        {
            Vector.Store((s * Vector.Load(g + i) * Vector.Load(w + i)) - (vpull * Vector.Load(x + i)), gx + i);
        }

        for (; i < width; i++)
        {
            gx[i] = (scale * g[i] * w[i]) - (pull * x[i]);
        }
    }

    private static void Forward(float* x, float* w, float* y, float* scale, float epsilon, int width)
    {
        var lanes = Vector<float>.Count;
        var squares = Vector<float>.Zero;
        var i = 0;
        for (; i <= width - lanes; i += lanes)
        {
            var vx = Vector.Load(x + i);
            squares += vx * vx;
        }

        var total = Vector.Sum(squares);
        for (; i < width; i++)
        {
            total += x[i] * x[i];
        }

        *scale = 1f / MathF.Sqrt((total / width) + epsilon);
        var s = new Vector<float>(*scale);
        for (i = 0; i <= width - lanes; i += lanes)
        {
            Vector.Store(Vector.Load(x + i) * s * Vector.Load(w + i), y + i);
        }

        for (; i < width; i++)
        {
            y[i] = x[i] * *scale * w[i];
        }
    }
}
