using System.Runtime.InteropServices;
using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Products;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>
/// The gated MLP, a block of rows at a time through all of its products, so that what lies between them stays in the processor's second cache. The
/// backward pass keeps the two projections alone; each thread adds up weight gradients of its own.
/// </summary>
/// <remarks>
/// With g = x Wgᵀ, u = x Wuᵀ, a = silu(g) ∘ u and y = a Wdᵀ: ∂a = ∂y Wd, ∂u = ∂a ∘ silu(g), ∂g = ∂a ∘ u ∘ silu′(g), ∂x = ∂g Wg + ∂u Wu, and the
/// weights' gradients ∂gᵀ x, ∂uᵀ x and (aᵀ ∂y)ᵀ.
/// </remarks>
internal sealed unsafe class MlpFunction : autograd.SingleTensorFunction<MlpFunction>
{
    private const int Block = HostRows.Block;

    public override string Name => nameof(MlpFunction);

    /// <summary>Whether the block-wise pass serves these tensors.</summary>
    public static bool Fits(Tensor x, params Tensor[] weights) =>
        HostRows.Fits(x)
        && weights.All(weight => HostRows.Fits(weight) && weight.is_contiguous() && weight.NumberOfElements <= HostRows.LargestWeight);

    /// <summary>(silu(x Wgᵀ) ∘ (x Wuᵀ)) Wdᵀ.</summary>
    /// <param name="x">[T, D].</param>
    /// <param name="gate">Wg, [M, D].</param>
    /// <param name="up">Wu, [M, D].</param>
    /// <param name="down">Wd, [D, M].</param>
    public static Tensor Of(Tensor x, Tensor gate, Tensor up, Tensor down) =>
        is_grad_enabled() ? apply(x, gate, up, down) : Values(x, gate, up, down, null, null);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var x = ((Tensor)vars[0]).contiguous();
        Tensor gate = (Tensor)vars[1], up = (Tensor)vars[2], down = (Tensor)vars[3];
        Tensor gated = empty(x.shape[0], gate.shape[0]), raised = empty_like(gated);
        KeptTensors.Keep(ctx, vars, x, gated, raised, gate, up, down);
        return Values(x, gate, up, down, gated, raised);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => KeptTensors.Backward(ctx, [grad_output], kept =>
    {
        Tensor x = kept[0], gate = kept[3], up = kept[4], down = kept[5], dy = grad_output.contiguous(), dx = empty_like(x);
        int rows = (int)x.shape[0], width = (int)x.shape[1], inner = (int)gate.shape[0];
        var parts = HostRows.Parts(rows, (long)width * inner / 16);
        using PackedMatrix downs = new(HostMatrix.Of(down), inner, width), gates = new(
            HostMatrix.Of(gate), width, inner), ups = new(HostMatrix.Of(up), width, inner);
        var sums = zeros(parts, 3, inner, width); // ∂Wg, ∂Wu and ∂Wdᵀ of each part
        float* px = HostRows.Pointer(x), pg = HostRows.Pointer(kept[1]), pu = HostRows.Pointer(kept[2]);
        float* pdy = HostRows.Pointer(dy), pdx = HostRows.Pointer(dx), ps = HostRows.Pointer(sums);
        HostRows.ForEach(rows, parts, (part, from, to) =>
        {
            long square = (long)inner * width, block = (long)Block * inner;
            var memory = (float*)NativeMemory.AlignedAlloc((nuint)((3 * block) + (2L * Block * PanelKernels.Up(width))) * sizeof(float), 64);
            float* activated = memory, dg = memory + block, du = dg + block,
            rowPanels = du + block, upstreamPanels = rowPanels + ((long)Block * PanelKernels.Up(width));
            var sum = ps + (part * 3 * square);
            for (var row = from; row < to; row += Block)
            {
                var count = (int)Math.Min(Block, to - row);
                PanelKernels.Multiply(downs.Panels, pdy + (row * width), width, 1, du, inner, count, add: false);
                GateRows.Backward(pg + (row * inner), pu + (row * inner), du, activated, dg, (long)count * inner);
                PanelKernels.Multiply(gates.Panels, dg, inner, 1, pdx + (row * width), width, count, add: false);
                PanelKernels.Multiply(ups.Panels, du, inner, 1, pdx + (row * width), width, count, add: true);
                var xs = PanelLayout.Rows(px + (row * width), rowPanels, count, width);
                var ys = PanelLayout.Rows(pdy + (row * width), upstreamPanels, count, width);
                PanelKernels.Multiply(xs, dg, 1, inner, sum, width, inner, add: true);
                PanelKernels.Multiply(xs, du, 1, inner, sum + square, width, inner, add: true);
                PanelKernels.Multiply(ys, activated, 1, inner, sum + (2 * square), width, inner, add: true);
            }

            NativeMemory.AlignedFree(memory);
        });
        var total = parts == 1 ? sums[0] : sums.sum([0L]);
        return [dx, total[0].clone(), total[1].clone(), total[2].t().contiguous()];
    });

    private static Tensor Values(Tensor input, Tensor gate, Tensor up, Tensor down, Tensor? gated, Tensor? raised)
    {
        using var x = input.contiguous();
        int rows = (int)x.shape[0], width = (int)x.shape[1], inner = (int)gate.shape[0];
        using PackedMatrix gates = new(HostMatrix.Of(gate).Transposed, inner, width), ups = new(HostMatrix.Of(up).Transposed, inner, width);
        using PackedMatrix downs = new(HostMatrix.Of(down).Transposed, width, inner);
        var y = empty_like(x);
        float* px = HostRows.Pointer(x), py = HostRows.Pointer(y);
        float* pg = gated is null ? null : HostRows.Pointer(gated), pu = raised is null ? null : HostRows.Pointer(raised);
        HostRows.Share(rows, (long)width * inner / 16, (from, to) =>
        {
            var block = (long)Block * inner;
            var memory = (float*)NativeMemory.AlignedAlloc((nuint)(3 * block) * sizeof(float), 64);
            for (var row = from; row < to; row += Block)
            {
                var count = (int)Math.Min(Block, to - row);
                float* g = pg == null ? memory + block : pg + (row * inner), u = pu == null ? memory + (2 * block) : pu + (row * inner);
                PanelKernels.Multiply(gates.Panels, px + (row * width), width, 1, g, inner, count, add: false);
                PanelKernels.Multiply(ups.Panels, px + (row * width), width, 1, u, inner, count, add: false);
                GateRows.Forward(g, u, memory, (long)count * inner);
                PanelKernels.Multiply(downs.Panels, memory, inner, 1, py + (row * width), width, count, add: false);
            }

            NativeMemory.AlignedFree(memory);
        });
        return y;
    }
}
