using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>A residual sum and its RMS normalisation in one pass; both summands have one gradient, the sum's own and the norm's together.</summary>
internal sealed unsafe class AddNormFunction : autograd.MultiTensorFunction<AddNormFunction>
{
    public override string Name => nameof(AddNormFunction);

    /// <summary>x + more, and its norm.</summary>
    public static (Tensor Sum, Tensor Normed) Of(Tensor x, Tensor more, Tensor weight, double epsilon)
    {
        if (is_grad_enabled())
        {
            var results = apply(x, more, weight, epsilon);
            return (results[0], results[1]);
        }

        var (sum, y, scales) = Values(x, more, weight, epsilon);
        scales.Dispose();
        return (sum, y);
    }

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var weight = (Tensor)vars[2];
        var (sum, y, scales) = Values((Tensor)vars[0], (Tensor)vars[1], weight, (double)vars[3]);
        ctx.set_materialize_grads(false); // zeros for an unused result would be made from a tensor that a scope has disposed
        KeptTensors.Keep(ctx, vars, sum, weight, scales);
        return [sum, y];
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) => KeptTensors.Backward(ctx, grad_outputs, kept =>
    {
        var onSum = grad_outputs[0].IsInvalid ? null : grad_outputs[0].contiguous();
        if (grad_outputs[1].IsInvalid)
        {
            return [onSum!.clone(), onSum.clone(), null!, null!];
        }

        var (gradient, weight) = RmsNormFunction.Gradients(kept[0], kept[1], kept[2], grad_outputs[1].contiguous(), onSum);
        return [gradient, gradient.detach(), weight, null!];
    });

    private static (Tensor Sum, Tensor Normed, Tensor Scales) Values(Tensor first, Tensor second, Tensor weight, double epsilon)
    {
        using Tensor x = first.contiguous(), more = second.contiguous();
        var width = (int)x.shape[^1];
        var rows = x.NumberOfElements / width;
        Tensor sum = empty_like(x), y = empty_like(x), scales = empty(rows);
        float* px = HostRows.Pointer(x), pm = HostRows.Pointer(more), psum = HostRows.Pointer(sum);
        float* pw = HostRows.Pointer(weight), py = HostRows.Pointer(y), ps = HostRows.Pointer(scales);
        HostRows.Share(rows, width, (from, to) =>
        {
            for (var at = from * width; from < to; from++, at += width)
            {
                NormRows.Add(px + at, pm + at, psum + at, width);
                ps[from] = NormRows.Forward(psum + at, pw, py + at, (float)epsilon, width);
            }
        });
        return (sum, y, scales);
    }
}
