using Intervene.Models;

using static TorchSharp.torch;

namespace Intervene.Torch.Models;

/// <summary>Cosines and sines of the rotary embedding for every position, kept in float32.</summary>
public sealed class RopeTable : IDisposable
{
    private readonly Tensor _cosines; // [positions, E]
    private readonly Tensor _sines;

    /// <summary>Computes the table of a model's positions.</summary>
    /// <param name="config">The model's shape.</param>
    /// <param name="device">Where the table stands; the host where it is null.</param>
    public RopeTable(ModelConfig config, Device? device = null)
    {
        var frequencies = RopeFrequencies.Inverse(config);
        var scale = RopeFrequencies.AttentionScale(config);
        using var scope = NewDisposeScope();
        var angles = outer(arange(config.ContextLength, float32), tensor(frequencies));
        var doubled = cat([angles, angles], 1);
        _cosines = (doubled.cos() * scale).to(device ?? CPU).DetachFromDisposeScope();
        _sines = (doubled.sin() * scale).to(device ?? CPU).DetachFromDisposeScope();
    }

    /// <summary>Cosines and sines at the given positions.</summary>
    /// <param name="positions">[T] int64, on any device.</param>
    /// <param name="dtype">The type to return.</param>
    /// <returns>Two tensors [T, 1, E].</returns>
    public (Tensor Cosine, Tensor Sine) At(Tensor positions, ScalarType dtype)
    {
        var here = positions.to(_cosines.device);
        return (_cosines.index(here).unsqueeze(1).to(dtype), _sines.index(here).unsqueeze(1).to(dtype));
    }

    /// <summary>The whole table, [positions, E] float32.</summary>
    public (Tensor Cosines, Tensor Sines) All => (_cosines, _sines);

    /// <inheritdoc/>
    public void Dispose()
    {
        _cosines.Dispose();
        _sines.Dispose();
    }
}
