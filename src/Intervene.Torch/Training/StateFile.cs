using Intervene.Models.Weights;
using Intervene.Torch.Checkpoints;
using static TorchSharp.torch;

namespace Intervene.Torch.Training;

/// <summary>Float32 tensors of a training state in one safetensors file.</summary>
internal static class StateFile
{
    /// <summary>Writes tensors; the file appears under its name when it is complete.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Value)> tensors) =>
        SafetensorsWriter.Write(path, [.. tensors.Select(t => SafetensorsWriter.Blob(t.Name, t.Value, float32))]);

    /// <summary>Copies a file's tensors into those given, which must have its names and shapes.</summary>
    /// <exception cref="InterveneException">A name or shape differs, or the file is cut short.</exception>
    public static void Read(string path, IReadOnlyList<(string Name, Tensor Value)> into)
    {
        using var file = SafetensorsFile.Open(path);
        using var frozen = no_grad();
        foreach (var (name, value) in into)
        {
            if (!file.Contains(name) || !file.Shape(name).SequenceEqual(value.shape))
            {
                throw new InterveneException(
                    $"{path}: {name} is missing or of another shape; " +
                    $"expected [{string.Join(", ", value.shape)}]. Delete the checkpoint's folder to start anew.");
            }

            using var stored = file.Read(name, float32);
            value.copy_(stored);
        }
    }
}
