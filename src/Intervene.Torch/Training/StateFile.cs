using System.Text.Json;
using Intervene.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Training;

/// <summary>Float32 tensors of a training state in one file, in the safetensors layout.</summary>
internal static class StateFile
{
    /// <summary>Writes tensors.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        var header = new Dictionary<string, object>(StringComparer.Ordinal);
        long offset = 0;
        foreach (var (name, value) in tensors)
        {
            var size = value.NumberOfElements * 4;
            header.Add(name, new { dtype = "F32", shape = value.shape, data_offsets = new[] { offset, offset + size } });
            offset += size;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(BitConverter.GetBytes((long)json.Length));
        stream.Write(json);
        foreach (var (_, value) in tensors)
        {
            using var host = value.detach().cpu().to(float32).contiguous();
            host.WriteBytesToStream(stream);
        }

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Copies a file's tensors into those given, which must have its names and shapes.</summary>
    /// <exception cref="InterveneException">A name or shape differs, or the file is cut short.</exception>
    public static void Read(string path, IReadOnlyList<(string Name, Tensor Value)> into)
    {
        using var stream = File.OpenRead(path);
        var length = new byte[8];
        stream.ReadExactly(length);
        var json = new byte[BitConverter.ToInt64(length)];
        stream.ReadExactly(json);
        using var header = JsonDocument.Parse(json);
        using var frozen = no_grad();
        foreach (var (name, value) in into)
        {
            if (!header.RootElement.TryGetProperty(name, out var entry)
                || !entry.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()).SequenceEqual(value.shape))
            {
                throw new InterveneException($"{path}: {name} is missing or of another shape; expected [{string.Join(", ", value.shape)}]. Delete the checkpoint's folder to start anew.");
            }

            stream.Position = 8 + json.Length + entry.GetProperty("data_offsets")[0].GetInt64();
            using var host = empty(value.shape, float32);
            host.ReadBytesFromStream(stream);
            value.copy_(host);
        }
    }
}
