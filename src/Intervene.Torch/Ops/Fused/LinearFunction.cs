using Intervene.Torch.Ops.Products;
using TorchSharp;
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
        var x = kept[0];
        int rows = (int)x.shape[0], depth = (int)x.shape[1];
        var dx = empty_like(x);
        var weights = new List<Tensor>();
        var biases = new List<Tensor>();
        using var inputs = new PackedMatrix(HostMatrix.Of(x), depth, rows);
        for (var i = 0; i < grad_outputs.Count; i++)
        {
            Tensor weight = kept[1 + i], dy = grad_outputs[i].contiguous(), dw = empty_like(weight);
            var columns = (int)weight.shape[0];
            HostProduct.Multiply(HostMatrix.Of(dy), HostMatrix.Of(weight), HostMatrix.Of(dx), rows, depth, columns, add: i > 0);
            HostProduct.Multiply(HostMatrix.Of(dy).Transposed, inputs, HostMatrix.Of(dw), columns);
            weights.Add(dw);
            if ((bool)ctx.get_data("biases"))
            {
                biases.Add(dy.sum([0L]));
            }
        }

        return [dx, null!, .. weights, .. biases];
    });

    private static List<Tensor> Values(Tensor x, Tensor[] weights, Tensor[] biases)
    {
        int rows = (int)x.shape[0], depth = (int)x.shape[1];
        using var input = x.contiguous();
        return [.. weights.Select((weight, i) =>
        {
            var columns = (int)weight.shape[0];
            var y = empty(rows, columns);
            HostProduct.Multiply(
                HostMatrix.Of(input), HostMatrix.Of(weight).Transposed, HostMatrix.Of(y), rows, columns, depth, biases.Length > 0 ? HostRows.Pointer(biases[i]) : null);
            return y;
        })];
    }
}
