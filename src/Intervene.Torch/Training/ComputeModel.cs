using Intervene.Options;
using Intervene.Torch.Models;
using static TorchSharp.torch;

namespace Intervene.Torch.Training;

/// <summary>
/// What a trainer computes with: the model itself, or a bfloat16 copy. The copy's gradients are added up in float32 on the model's own weights, which
/// the optimiser updates and the copy follows.
/// </summary>
public sealed class ComputeModel : IDisposable
{
    private readonly CausalLanguageModel _masters;
    private readonly bool _recomputed;

    /// <summary>Makes the copy where one is needed.</summary>
    /// <param name="masters">The float32 model that is trained.</param>
    /// <param name="type">The type to compute in.</param>
    /// <param name="recompute">Whether activations are computed again in the backward pass.</param>
    public ComputeModel(CausalLanguageModel masters, ComputeType type, bool recompute)
    {
        _masters = masters;
        _recomputed = masters.RecomputeActivations;
        Model = type == ComputeType.Float32 ? masters : Copy(masters, bfloat16);
        Model.RecomputeActivations = recompute;
    }

    /// <summary>The model of the forward passes.</summary>
    public CausalLanguageModel Model { get; }

    private bool IsCopy => Model != _masters;

    /// <summary>A copy of a model with weights of a type.</summary>
    public static CausalLanguageModel Copy(CausalLanguageModel model, ScalarType type)
    {
        using var frozen = no_grad();
        return new CausalLanguageModel(
            model.Config, model.Parameters.ToDictionary(p => p.Key, p => p.Value.detach().to(type, copy: true), StringComparer.Ordinal));
    }

    /// <summary>Moves the gradients of a backward pass to the weights that are trained.</summary>
    public void Collect()
    {
        if (!IsCopy)
        {
            return;
        }

        using var frozen = no_grad();
        foreach (var (name, value) in Model.Parameters)
        {
            if (value.grad is not { } gradient)
            {
                continue;
            }

            var master = _masters[name];
            if (master.grad is { } sum)
            {
                using var wide = gradient.to(float32);
                sum.add_(wide);
            }
            else
            {
                master.grad = gradient.to(float32);
            }

            gradient.zero_();
        }
    }

    /// <summary>Takes over the weights after an update.</summary>
    public void Refresh()
    {
        if (!IsCopy)
        {
            return;
        }

        using var frozen = no_grad();
        foreach (var (name, value) in Model.Parameters)
        {
            value.copy_(_masters[name]);
        }
    }

    /// <summary>Forgets all gradients, those of a pass that broke off included.</summary>
    public void Discard()
    {
        foreach (var value in Model.Parameters.Values.Concat(_masters.Parameters.Values))
        {
            value.grad?.zero_();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsCopy)
        {
            Model.Dispose();
        }
        else
        {
            _masters.RecomputeActivations = _recomputed;
        }
    }
}
