using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>Activation checkpointing: keeps a function's inputs alone and computes it again for the backward pass.</summary>
public static class Recompute
{
    /// <summary>layer(x, cosine, sine); parameters that the layer reads get their gradients too.</summary>
    /// <param name="x">The input, with a gradient.</param>
    /// <param name="cosine">A constant.</param>
    /// <param name="sine">A constant.</param>
    /// <param name="layer">A function without randomness; it must not keep tensors of its caller's scope.</param>
    public static Tensor Of(Tensor x, Tensor cosine, Tensor sine, Func<Tensor, Tensor, Tensor, Tensor> layer) =>
        is_grad_enabled() ? RecomputeFunction.apply(x, cosine, sine, layer) : layer(x, cosine, sine);

    private sealed class RecomputeFunction : autograd.SingleTensorFunction<RecomputeFunction>
    {
        public override string Name => nameof(RecomputeFunction);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor x = (Tensor)vars[0], cosine = (Tensor)vars[1], sine = (Tensor)vars[2];
            var layer = (Func<Tensor, Tensor, Tensor, Tensor>)vars[3];
            ctx.save_for_backward([x, cosine, sine]);
            ctx.save_data("layer", layer);
            using var frozen = no_grad();
            return layer(x, cosine, sine);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var scope = NewDisposeScope();
            var saved = ctx.get_saved_variables();
            var layer = (Func<Tensor, Tensor, Tensor, Tensor>)ctx.get_data("layer");
            using var enabled = enable_grad();
            var x = saved[0].detach().requires_grad_(true);
            layer(x, saved[1], saved[2]).backward([grad_output]);
            return [x.grad!.MoveToOuterDisposeScope(), null!, null!, null!];
        }
    }
}
