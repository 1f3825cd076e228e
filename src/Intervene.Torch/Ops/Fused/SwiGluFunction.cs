using Intervene.Torch.Ops.Host;
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

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => KeptTensors.Backward(ctx, [grad_output], kept =>
    {
        Tensor a = kept[0], b = kept[1], ga = empty_like(a), gb = grad_output.contiguous().clone();
        float* pa = HostRows.Pointer(a), pb = HostRows.Pointer(b), pga = HostRows.Pointer(ga), pgb = HostRows.Pointer(gb);
        var count = a.NumberOfElements;
        HostRows.Share(count, 1, (from, to) => GateRows.Backward(pa + from, pb + from, pgb + from, null, pga + from, to - from));
        return [ga, gb];
    });

    private static Tensor Values(Tensor gate, Tensor up)
    {
        using Tensor a = gate.contiguous(), b = up.contiguous();
        var y = empty_like(a);
        float* pa = HostRows.Pointer(a), pb = HostRows.Pointer(b), py = HostRows.Pointer(y);
        var count = a.NumberOfElements;
        HostRows.Share(count, 1, (from, to) => GateRows.Forward(pa + from, pb + from, py + from, to - from));
        return y;
    }
}
