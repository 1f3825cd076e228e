using System.Runtime.InteropServices;
using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Products;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>Several linear maps of one input, whose gradients of it add up in place.</summary>
/// <remarks>yᵢ = x Wᵢᵀ + bᵢ: ∂x = Σᵢ ∂yᵢ Wᵢ, ∂Wᵢ = ∂yᵢᵀ x, ∂bᵢ = Σ_rows ∂yᵢ.</remarks>
internal sealed unsafe class LinearFunction : autograd.MultiTensorFunction<LinearFunction>
{
    public override string Name => nameof(LinearFunction);

    /// <summary>The maps' results.</summary>
    public static List<Tensor> Of(Tensor x, Tensor[] weights, Tensor[] biases) =>
        is_grad_enabled() ? apply([x, weights.Length, .. weights, .. biases]) : Values(x, weights, biases);

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var x = ((Tensor)vars[0]).contiguous();
        var maps = (int)vars[1];
        Tensor[] weights = [.. vars.Skip(2).Take(maps).Cast<Tensor>()], biases = [.. vars.Skip(2 + maps).Cast<Tensor>()];
        KeptTensors.Keep(ctx, vars, [x, .. weights]);
        ctx.save_data("biases", biases.Length > 0);
        return Values(x, weights, biases);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) => KeptTensors.Backward(ctx, grad_outputs, kept =>
    {
        Tensor x = kept[0], dx = empty_like(x);
        Tensor[] weights = kept[1..], upstream = [.. grad_outputs.Select(gradient => gradient.contiguous())];
        var gradients = weights.Sum(weight => weight.NumberOfElements) <= HostRows.LargestWeight
            ? Together(x, weights, upstream, dx)
            : OneByOne(x, weights, upstream, dx);
        return [dx, null!, .. gradients, .. (bool)ctx.get_data("biases") ? upstream.Select(dy => dy.sum([0L])) : []];
    });

    /// <summary>
    /// Writes ∂x and gives the weights' gradients, a block of rows at a time through all products; each thread adds up gradients of its own.
    /// </summary>
    private static Tensor[] Together(Tensor x, Tensor[] weights, Tensor[] upstream, Tensor dx)
    {
        int rows = (int)x.shape[0], depth = (int)x.shape[1];
        int[] columns = [.. weights.Select(weight => (int)weight.shape[0])];
        var parts = HostRows.Parts(rows, (long)depth * columns.Sum() / 16);
        var sums = zeros(parts, columns.Sum(), depth);
        PackedMatrix[] packed = [.. weights.Select((weight, i) => new PackedMatrix(HostMatrix.Of(weight), depth, columns[i]))];
        float* px = HostRows.Pointer(x), pdx = HostRows.Pointer(dx), ps = HostRows.Pointer(sums);
        var pdy = new float*[upstream.Length];
        for (var i = 0; i < pdy.Length; i++)
        {
            pdy[i] = HostRows.Pointer(upstream[i]);
        }

        HostRows.ForEach(rows, parts, (part, from, to) =>
        {
            var panels = (float*)NativeMemory.AlignedAlloc((nuint)(HostRows.Block * PanelKernels.Up(depth)) * sizeof(float), 64);
            for (var row = from; row < to; row += HostRows.Block)
            {
                var count = (int)Math.Min(HostRows.Block, to - row);
                var xs = PanelLayout.Rows(px + (row * depth), panels, count, depth);
                var sum = ps + ((long)part * columns.Sum() * depth);
                for (var i = 0; i < columns.Length; sum += (long)columns[i++] * depth)
                {
                    var dy = pdy[i] + (row * columns[i]);
                    PanelKernels.Multiply(packed[i].Panels, dy, columns[i], 1, pdx + (row * depth), depth, count, add: i > 0);
                    PanelKernels.Multiply(xs, dy, 1, columns[i], sum, depth, columns[i], add: true);
                }
            }

            NativeMemory.AlignedFree(panels);
        });
        foreach (var matrix in packed)
        {
            matrix.Dispose();
        }

        var total = parts == 1 ? sums[0] : sums.sum([0L]);
        return [.. total.split([.. columns.Select(count => (long)count)], 0).Select(part => part.clone())];
    }

    /// <summary>The same for large weights, a product after the other.</summary>
    private static Tensor[] OneByOne(Tensor x, Tensor[] weights, Tensor[] upstream, Tensor dx)
    {
        int rows = (int)x.shape[0], depth = (int)x.shape[1];
        using var inputs = new PackedMatrix(HostMatrix.Of(x), depth, rows);
        var gradients = new Tensor[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var columns = (int)weights[i].shape[0];
            HostProduct.Multiply(HostMatrix.Of(upstream[i]), HostMatrix.Of(weights[i]), HostMatrix.Of(dx), rows, depth, columns, add: i > 0);
            gradients[i] = empty_like(weights[i]);
            HostProduct.Multiply(HostMatrix.Of(upstream[i]).Transposed, inputs, HostMatrix.Of(gradients[i]), columns);
        }

        return gradients;
    }

    private static List<Tensor> Values(Tensor x, Tensor[] weights, Tensor[] biases)
    {
        int rows = (int)x.shape[0], depth = (int)x.shape[1];
        using var input = x.contiguous();
        return [.. weights.Select((weight, i) =>
        {
            var columns = (int)weight.shape[0];
            var y = empty(rows, columns);
            HostProduct.Multiply(
                HostMatrix.Of(input), HostMatrix.Of(weight).Transposed, HostMatrix.Of(y), rows, columns, depth, biases.Length > 0
                    ? HostRows.Pointer(biases[i]) : null);
            return y;
        })];
    }
}
