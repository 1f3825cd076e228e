using Intervene.Options;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Training;

/// <summary>AdamW with decoupled weight decay (Loshchilov and Hutter, 2019) over float32 parameters, fused into one call.</summary>
public sealed class AdamW : IDisposable
{
    private readonly OptimizerOptions _options;
    private readonly string[] _names;
    private readonly Tensor[] _parameters;
    private readonly Tensor[] _first;
    private readonly Tensor[] _second;
    private readonly Tensor[] _steps;

    /// <summary>Makes the state of an optimiser, all zero.</summary>
    /// <param name="parameters">The parameters under their names; updated in place.</param>
    /// <param name="options">Decay rates, ε, weight decay and the norm that gradients are clipped to.</param>
    public AdamW(IReadOnlyDictionary<string, Tensor> parameters, OptimizerOptions options)
    {
        _options = options;
        _names = [.. parameters.Keys];
        _parameters = [.. parameters.Values];
        _first = [.. _parameters.Select(Zeros)];
        _second = [.. _parameters.Select(Zeros)];
        _steps = [.. _parameters.Select(parameter => zeros([], float32, parameter.device).DetachFromDisposeScope())];
    }

    /// <summary>Why the last update changed nothing: the loss, or the first parameter whose gradient is not finite; null where it did.</summary>
    public string? NotFinite { get; private set; }

    /// <summary>Clips the gradients' global norm, updates every parameter that has a gradient, and clears the gradients.</summary>
    /// <param name="learningRate">The learning rate of this update.</param>
    /// <param name="loss">The loss that the gradients are of: where it is not finite nothing is updated.</param>
    /// <returns>The gradients' global 2-norm before clipping; not finite where nothing is updated.</returns>
    public double Update(double learningRate, double loss = 0)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var trained = Enumerable.Range(0, _parameters.Length).Where(i => _parameters[i].grad is not null).ToArray();
        var gradients = trained.Select(i => _parameters[i].grad!).ToArray();
        var norm = double.IsFinite(loss) ? GlobalNorm(gradients) : double.NaN;
        NotFinite = double.IsFinite(norm) ? null : !double.IsFinite(loss) ? "the loss" : FirstNotFinite(trained);
        if (NotFinite is null)
        {
            var share = _options.MaxGradNorm / (norm + 1e-6); // PyTorch's clip_grad_norm_
            if (share < 1)
            {
                foreach (var gradient in gradients)
                {
                    gradient.mul_(share);
                }
            }

            foreach (var i in trained)
            {
                _steps[i].add_(1);
            }

            FusedKernels.AdamW(
                Pick(_parameters, trained), gradients, Pick(_first, trained), Pick(_second, trained), Pick(_steps, trained),
                learningRate, _options.Beta1, _options.Beta2, _options.WeightDecay, _options.Epsilon);
        }

        foreach (var gradient in gradients)
        {
            gradient.zero_();
        }

        return norm;
    }

    /// <summary>The state's tensors under names that a checkpoint keeps: <c>exp_avg.*</c>, <c>exp_avg_sq.*</c>, <c>step.*</c>.</summary>
    public IEnumerable<(string Name, Tensor Value)> State()
    {
        for (var i = 0; i < _names.Length; i++)
        {
            yield return ("exp_avg." + _names[i], _first[i]);
            yield return ("exp_avg_sq." + _names[i], _second[i]);
            yield return ("step." + _names[i], _steps[i]);
        }
    }

    private string FirstNotFinite(int[] trained)
    {
        foreach (var i in trained)
        {
            if (!double.IsFinite(linalg.norm(_parameters[i].grad!).ToDouble()))
            {
                return $"the gradient of {_names[i]}";
            }
        }

        return "the sum over all gradients";
    }

    private static double GlobalNorm(Tensor[] gradients)
    {
        if (gradients.Length == 0)
        {
            return 0;
        }

        var norms = gradients.Select(g => linalg.norm(g)).ToArray();
        return linalg.norm(stack(norms)).ToDouble();
    }

    private static Tensor Zeros(Tensor parameter)
    {
        using var frozen = no_grad();
        return zeros_like(parameter).DetachFromDisposeScope();
    }

    private static Tensor[] Pick(Tensor[] tensors, int[] indices) => [.. indices.Select(i => tensors[i])];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _first.Concat(_second).Concat(_steps))
        {
            tensor.Dispose();
        }
    }
}
