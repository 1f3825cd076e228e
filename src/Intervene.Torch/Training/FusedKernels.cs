using static TorchSharp.torch;

namespace Intervene.Torch.Training;

/// <summary>The fused operators of libtorch that TorchSharp does not bind, reached through constant TorchScript sources.</summary>
internal static class FusedKernels
{
    private const string Source = """
        def adamw(params: List[Tensor], grads: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor],
                  lr: float, beta1: float, beta2: float, weight_decay: float, eps: float) -> int:
            torch._fused_adamw_(params, grads, first, second, [], steps, lr=lr, beta1=beta1, beta2=beta2,
                                weight_decay=weight_decay, eps=eps, amsgrad=False, maximize=False)
            return 0

        """;

    private static readonly Lazy<jit.CompilationUnit> Unit = new(() => jit.compile(Source));

    /// <summary>One AdamW update of all parameters in place; <paramref name="steps"/> hold the number of updates, this one included.</summary>
    public static void AdamW(
        Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] steps,
        double learningRate, double beta1, double beta2, double weightDecay, double epsilon) =>
        Unit.Value.invoke("adamw", parameters, gradients, first, second, steps, learningRate, beta1, beta2, weightDecay, epsilon);
}
