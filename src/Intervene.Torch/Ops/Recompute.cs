using Intervene.Torch.Ops.Fused;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>Activation checkpointing: keeps a function's inputs alone and computes it again for the backward pass.</summary>
public static class Recompute
{
    /// <summary>layer(inputs, constants); parameters that the layer reads get their gradients too.</summary>
    /// <param name="inputs">The inputs, with a gradient.</param>
    /// <param name="constants">Inputs without one.</param>
    /// <param name="layer">A function of two results without randomness; it must not keep tensors of its caller's scope.</param>
    public static (Tensor First, Tensor Second) Of(Tensor[] inputs, Tensor[] constants, Func<Tensor[], Tensor[], (Tensor First, Tensor Second)> layer)
    {
        if (!is_grad_enabled())
        {
            return layer(inputs, constants);
        }

        var results = RecomputeFunction.apply([layer, inputs.Length, .. inputs, .. constants]);
        return (results[0], results[1]);
    }

    private sealed class RecomputeFunction : autograd.MultiTensorFunction<RecomputeFunction>
    {
        public override string Name => nameof(RecomputeFunction);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var layer = (Func<Tensor[], Tensor[], (Tensor First, Tensor Second)>)vars[0];
            var count = (int)vars[1];
            Tensor[] all = [.. vars.Skip(2).Cast<Tensor>()];
            KeptTensors.Keep(ctx, vars, all);
            ctx.save_data("layer", layer);
            ctx.save_data("inputs", count);
            using var frozen = no_grad();
            var (first, second) = layer(all[..count], all[count..]);
            return [first, second];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) =>
            KeptTensors.Backward(ctx, grad_outputs, kept =>
        {
            var layer = (Func<Tensor[], Tensor[], (Tensor First, Tensor Second)>)ctx.get_data("layer");
            var count = (int)ctx.get_data("inputs");
            using var enabled = enable_grad();
            Tensor[] inputs = [.. kept.Take(count).Select(tensor => tensor.detach().requires_grad_(true))];
            var (first, second) = layer(inputs, kept[count..]);
            autograd.backward([first, second], grad_outputs);
            return [null!, null!, .. inputs.Select(input => input.grad!), .. kept.Skip(count).Select(_ => (Tensor)null!)];
        });
    }
}
