using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>silu(a) · b in one pass forward and one backward.</summary>
internal sealed unsafe class SwiGluFunction : autograd.SingleTensorFunction<SwiGluFunction>
{
    public override string Name => nameof(SwiGluFunction);

    /// <summary>silu(gate) · up.</summary>
    public static Tensor Of(Tensor gate, Tensor up) => is_grad_enabled() ? apply(gate, up) : Values(gate, up);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor a = ((Tensor)vars[0]).contiguous(), b = ((Tensor)vars[1]).contiguous();
        KeptTensors.Keep(ctx, vars, a, b);
        return Values(a, b);
    }

    private static Tensor Values(Tensor gate, Tensor up)
    {
        using Tensor a = gate.contiguous(), b = up.contiguous();
        var y = empty_like(a);
        float* pa = HostRows.Pointer(a), pb = HostRows.Pointer(b), py = HostRows.Pointer(y);
        var count = a.NumberOfElements;
        HostRows.ForEach(count, HostRows.Parts(count, 1), (_, from, to) =>
        {
            var i = from;
            for (; i <= to - 8; i += 8)
            {
                var va = Vector256.Load(pa + i);
                Vector256.Store(va * Sigmoid(va) * Vector256.Load(pb + i), py + i);
            }

            for (; i < to; i++)
            {
                py[i] = pa[i] / (1 + MathF.Exp(-pa[i])) * pb[i];
            }
        });
        return y;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => KeptTensors.Backward(ctx, [grad_output], kept =>
    {
        Tensor a = kept[0], b = kept[1], gradient = grad_output.contiguous(), ga = empty_like(a), gb = empty_like(b);
        float* pa = HostRows.Pointer(a), pb = HostRows.Pointer(b), pg = HostRows.Pointer(gradient), pga = HostRows.Pointer(ga), pgb = HostRows.Pointer(gb);
        var count = a.NumberOfElements;
        HostRows.ForEach(count, HostRows.Parts(count, 1), (_, from, to) =>
        {
            var i = from;
            for (; i <= to - 8; i += 8)
            {
                Vector256<float> va = Vector256.Load(pa + i), vg = Vector256.Load(pg + i), s = Sigmoid(va);
                Vector256.Store(vg * Vector256.Load(pb + i) * s * (Vector256<float>.One + (va * (Vector256<float>.One - s))), pga + i);
                Vector256.Store(vg * va * s, pgb + i);
            }

            for (; i < to; i++)
            {
                var s = 1 / (1 + MathF.Exp(-pa[i]));
                pga[i] = pg[i] * pb[i] * s * (1 + (pa[i] * (1 - s)));
                pgb[i] = pg[i] * pa[i] * s;
            }
        });
        return [ga, gb];
    });

    private static Vector256<float> Sigmoid(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + FastExp.Of(-x));
}
