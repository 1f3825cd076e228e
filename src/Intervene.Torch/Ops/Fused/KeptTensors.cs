using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>
/// What a fused operation keeps from its forward pass for its backward pass. libtorch would hold saved tensors, gradients and results until the whole
/// graph goes; here each goes as soon as its own backward pass is over, so that one layer's gradients exist at a time.
/// </summary>
internal sealed class KeptTensors
{
    private const string Key = "kept";

    [ThreadStatic]
    private static List<Tensor>? _returned;

    private readonly Tensor[] _tensors;

    private KeptTensors(Tensor[] tensors) => _tensors = tensors;

    /// <summary>Keeps tensors for the operation's only backward pass, if there will be one.</summary>
    /// <param name="context">The operation's context.</param>
    /// <param name="arguments">What the operation was called with: where no tensor of it has a gradient there is no backward pass.</param>
    /// <param name="tensors">What to keep.</param>
    public static void Keep(autograd.AutogradContext context, object[] arguments, params Tensor[] tensors)
    {
        if (arguments.Any(argument => argument is Tensor { requires_grad: true }))
        {
            context.save_data(Key, new KeptTensors([.. tensors.Select(tensor => tensor.detach().DetachFromDisposeScope())]));
        }
    }

    /// <summary>Runs a backward pass; the gradients that it is given, what was kept and what it makes besides its results go at its end.</summary>
    /// <param name="context">The operation's context.</param>
    /// <param name="gradients">The gradients of its outputs.</param>
    /// <param name="pass">Takes the kept tensors and gives a gradient, or null, for every argument of the forward pass.</param>
    public static List<Tensor> Backward(autograd.AutogradContext context, IEnumerable<Tensor> gradients, Func<Tensor[], List<Tensor>> pass)
    {
        Dispose(_returned); // libtorch holds the last pass's results itself by now
        var kept = (KeptTensors)context.get_data(Key);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _returned = pass(kept._tensors);
        foreach (var result in _returned)
        {
            result?.MoveToOuterDisposeScope();
        }

        Dispose(gradients);
        Dispose(kept._tensors);
        return _returned;
    }

    private static void Dispose(IEnumerable<Tensor>? tensors)
    {
        foreach (var tensor in tensors ?? [])
        {
            tensor?.Dispose();
        }
    }
}
