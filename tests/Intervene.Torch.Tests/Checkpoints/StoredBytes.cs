using Intervene.Models.Weights;

namespace Intervene.Torch.Tests.Checkpoints;

/// <summary>Reads a tensor's bytes as a safetensors file holds them.</summary>
internal static class StoredBytes
{
    public static byte[] Of(SafetensorsFile file, string name)
    {
        using var stream = File.OpenRead(file.Path);
        var prefix = new byte[8];
        stream.ReadExactly(prefix);
        stream.Position = 8 + BitConverter.ToInt64(prefix) + file[name].Start;
        var bytes = new byte[file[name].Bytes];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
