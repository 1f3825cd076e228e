using System.Text;
using Intervene.Torch.Checkpoints.Gguf;

namespace Intervene.Torch.Tests.Checkpoints.Gguf;

/// <summary>Writes small GGUF files, well-formed or not.</summary>
internal sealed class GgufBuilder
{
    private readonly List<(string Key, object Value)> _entries = [];
    private readonly List<(string Name, long[] Shape, float[] Values)> _tensors = [];

    public uint Version { get; init; } = 3;

    public int Alignment { get; init; } = 32;

    public GgufBuilder With(string key, object value)
    {
        _entries.RemoveAll(entry => entry.Key == key);
        _entries.Add((key, value));
        return this;
    }

    public GgufBuilder With(string name, long[] shape, float[] values)
    {
        _tensors.RemoveAll(tensor => tensor.Name == name);
        _tensors.Add((name, shape, values));
        return this;
    }

    public GgufBuilder Without(string name)
    {
        _tensors.RemoveAll(tensor => tensor.Name == name);
        _entries.RemoveAll(entry => entry.Key == name);
        return this;
    }

    public void Write(string path)
    {
        using var stream = File.Create(path);
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(Version);
        writer.Write((long)_tensors.Count);
        writer.Write((long)_entries.Count);
        foreach (var (key, value) in _entries)
        {
            WriteText(writer, key);
            WriteValue(writer, value);
        }

        long offset = 0;
        foreach (var (name, shape, values) in _tensors)
        {
            WriteText(writer, name);
            writer.Write(shape.Length);
            foreach (var size in shape.Reverse())
            {
                writer.Write(size);
            }

            writer.Write((uint)GgufType.F32);
            writer.Write(offset);
            offset += Padded(values.Length * 4L);
        }

        foreach (var (_, _, values) in _tensors)
        {
            writer.Write(new byte[Padded(stream.Position) - stream.Position]);
            foreach (var value in values)
            {
                writer.Write(value);
            }
        }
    }

    private long Padded(long size) => (size + Alignment - 1) / Alignment * Alignment;

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    private static void WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case int number:
                writer.Write(4u);
                writer.Write(number);
                break;
            case float number:
                writer.Write(6u);
                writer.Write(number);
                break;
            case bool flag:
                writer.Write(7u);
                writer.Write(flag);
                break;
            case string text:
                writer.Write(8u);
                WriteText(writer, text);
                break;
            case string[] texts:
                writer.Write(9u);
                writer.Write(8u);
                writer.Write((long)texts.Length);
                foreach (var text in texts)
                {
                    WriteText(writer, text);
                }

                break;
            case int[] numbers:
                writer.Write(9u);
                writer.Write(5u);
                writer.Write((long)numbers.Length);
                foreach (var number in numbers)
                {
                    writer.Write(number);
                }

                break;
            default:
                throw new ArgumentException($"{value.GetType()} is not written.", nameof(value));
        }
    }
}
