using Intervene.Models.Weights;
using static TorchSharp.torch;

namespace Intervene.Torch.Checkpoints;

/// <summary>Stored weights as tensors.</summary>
public static class WeightReading
{
    private const int ChunkBytes = 1 << 26;

    /// <summary>Reads a tensor of weights.</summary>
    /// <inheritdoc cref="Read(SafetensorsFile, string, ScalarType)"/>
    /// <param name="weights">The files.</param>
    /// <param name="name">Its name; stored as F32, BF16 or F16.</param>
    /// <param name="dtype">The type to return; float32 holds all three exactly.</param>
    public static Tensor Read(this WeightFiles weights, string name, ScalarType dtype)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.HomeOf(name).Read(name, dtype);
    }

    /// <summary>Reads a tensor of weights.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Its name; stored as F32, BF16 or F16.</param>
    /// <param name="dtype">The type to return; float32 holds all three exactly.</param>
    /// <returns>A new tensor of the stored shape on the CPU.</returns>
    /// <exception cref="InterveneException">There is no such tensor, or it is stored in another type.</exception>
    public static Tensor Read(this SafetensorsFile file, string name, ScalarType dtype)
    {
        ArgumentNullException.ThrowIfNull(file);
        var stored = file[name];
        var source = WeightTypes.Of(stored.Dtype)
            ?? throw new InterveneException($"{file.Path}: tensor {name} is {stored.Text}; expected weights of type F32, BF16 or F16.");
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var result = empty([.. stored.Shape], dtype);
        var flat = result.view(-1);
        var width = StoredTypes.Bits(stored.Dtype) / 8;
        for (long at = 0; at < stored.Bytes; at += ChunkBytes)
        {
            using var chunk = NewDisposeScope();
            var count = (int)Math.Min(ChunkBytes, stored.Bytes - at);
            var target = flat.narrow(0, at / width, count / width);
            var raw = source == dtype ? target : empty([count / width], source);
            file.Read(stored, at, raw.bytes);
            if (source != dtype)
            {
                target.copy_(raw);
            }
        }

        return result.MoveToOuterDisposeScope();
    }
}
