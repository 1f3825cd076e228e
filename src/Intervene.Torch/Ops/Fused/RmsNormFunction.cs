using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>RMS normalisation (<see cref="NormRows"/>) in one pass forward and one backward.</summary>
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
        var (gx, gw) = Gradients(kept[0], kept[1], kept[2], grad_output.contiguous(), null);
        return [gx, gw, null!];
    });

    /// <summary>The gradients of x and of the weight.</summary>
    /// <param name="x">[…, D].</param>
    /// <param name="weight">[D].</param>
    /// <param name="scales">Each row's s.</param>
    /// <param name="gradient">[…, D].</param>
    /// <param name="more">[…, D] that the gradient of x begins with, or null.</param>
    public static (Tensor X, Tensor Weight) Gradients(Tensor x, Tensor weight, Tensor scales, Tensor gradient, Tensor? more)
    {
        var gx = empty_like(x);
        var width = (int)x.shape[^1];
        var rows = x.NumberOfElements / width;
        var parts = HostRows.Parts(rows, width);
        var partial = zeros(parts, width);
        float* px = HostRows.Pointer(x), pw = HostRows.Pointer(weight), ps = HostRows.Pointer(scales), pm = more is null
            ? null : HostRows.Pointer(more);
        float* pg = HostRows.Pointer(gradient), pgx = HostRows.Pointer(gx), pgw = HostRows.Pointer(partial);
        HostRows.ForEach(rows, parts, (part, from, to) =>
        {
            for (var at = from * width; from < to; from++, at += width)
            {
                NormRows.Backward(px + at, pg + at, pw, ps[from], pm == null ? null : pm + at, pgx + at, pgw + ((long)part * width), width);
            }
        });
        return (gx, partial.sum([0L]));
    }

    private static (Tensor Result, Tensor Scales) Values(Tensor input, Tensor weight, double epsilon)
    {
        using var x = input.contiguous();
        var width = (int)x.shape[^1];
        var rows = x.NumberOfElements / width;
        Tensor y = empty_like(x), scales = empty(rows);
        float* px = HostRows.Pointer(x), pw = HostRows.Pointer(weight), py = HostRows.Pointer(y), ps = HostRows.Pointer(scales);
        HostRows.Share(rows, width, (from, to) =>
        {
            for (var at = from * width; from < to; from++, at += width)
            {
                ps[from] = NormRows.Forward(px + at, pw, py + at, (float)epsilon, width);
            }
        });
        return (y, scales);
    }
}
