using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Intervene.Models;
using Intervene.Models.Weights;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>The tensors of a GGUF as those of a checkpoint.</summary>
internal static class GgufWeights
{
    private const int ChunkValues = 1 << 20;

    /// <summary>
    /// The type that holds a file's values: bfloat16 when the matrices are quantised or bfloat16, else float32, so that nothing is lost.
    /// </summary>
    public static string NaturalDtype(GgufFile file)
    {
        GgufType[] matrices = [.. file.Tensors.Where(tensor => tensor.Shape.Count > 1).Select(tensor => tensor.Type).Distinct()];
        return matrices.Length > 0 && (matrices.Any(GgufBlocks.IsQuantised) || matrices.All(type => type == GgufType.BF16)) ? "BF16" : "F32";
    }

    /// <summary>The parameters of a config, each with how to write it.</summary>
    /// <param name="file">It must stay open until they are written.</param>
    /// <param name="config">The config.</param>
    /// <param name="dtype">F32, BF16 or F16.</param>
    /// <exception cref="InterveneException">Names or shapes differ from those that the config asks for: all differences in one message.</exception>
    public static IReadOnlyList<TensorBlob> Blobs(GgufFile file, ModelConfig config, string dtype)
    {
        var left = file.Tensors.Select(tensor => tensor.Name).Where(name => name != GgufNames.RopeFactors).ToHashSet(StringComparer.Ordinal);
        List<string> differences = [];
        List<TensorBlob> blobs = [];
        foreach (var (name, shape) in ParameterShapes.Of(config))
        {
            var stored = GgufNames.Of(name);
            left.Remove(stored);
            if (file.Find(stored) is not { } tensor)
            {
                differences.Add($"missing: {stored} [{string.Join(", ", shape)}]");
            }
            else if (!tensor.Shape.SequenceEqual(shape))
            {
                differences.Add($"wrong shape: {stored} [{string.Join(", ", tensor.Shape)}]; expected [{string.Join(", ", shape)}]");
            }
            else
            {
                var headWidth = config.Family == ModelFamily.Llama && IsQueryOrKey(name) ? config.HeadWidth : 1;
                blobs.Add(new TensorBlob(name, dtype, shape, stream => Write(file, tensor, headWidth, dtype, stream)));
            }
        }

        differences.AddRange(left.Order(StringComparer.Ordinal).Select(name => $"unexpected: {name} [{string.Join(", ", file.Find(name)!.Shape)}]"));
        return differences.Count == 0
            ? blobs
            : throw new InterveneException(
                $"{file.Path}: the tensors do not fit the model's config, {differences.Count} differences:\n  {string.Join("\n  ", differences)}");
    }

    /// <summary>
    /// Undoes the order of rows that llama.cpp gives the queries and keys of Llama: within a head of E rows, row 2j + s there is row s · E/2 + j
    /// here.
    /// </summary>
    /// <param name="rows">Whole heads, [heads · E, columns].</param>
    /// <param name="headWidth">E.</param>
    /// <param name="columns">Values of a row.</param>
    internal static void Unpermute(Span<float> rows, int headWidth, int columns)
    {
        var half = headWidth / 2;
        var size = headWidth * columns;
        var head = new float[size];
        for (var start = 0; start < rows.Length; start += size)
        {
            rows.Slice(start, size).CopyTo(head);
            for (var row = 0; row < headWidth; row++)
            {
                head.AsSpan(row * columns, columns).CopyTo(rows.Slice(start + (row % 2 * half + row / 2) * columns, columns));
            }
        }
    }

    private static bool IsQueryOrKey(string name) =>
        name.Contains(".q_proj.", StringComparison.Ordinal) || name.Contains(".k_proj.", StringComparison.Ordinal);

    private static void Write(GgufFile file, GgufTensor tensor, int headWidth, string dtype, Stream stream)
    {
        var columns = tensor.Shape.Count == 1 ? 1 : (int)tensor.Shape[^1];
        var rows = tensor.Elements / columns;
        var rowsAtOnce = tensor.Shape.Count == 1 ? rows : Math.Max(1, ChunkValues / columns / headWidth) * headWidth;
        var values = new float[Math.Min(rows, rowsAtOnce) * columns];
        var bytes = new byte[values.Length * StoredTypes.Bits(dtype) / 8];
        for (long row = 0; row < rows; row += rowsAtOnce)
        {
            var part = values.AsSpan(0, checked((int)(Math.Min(rowsAtOnce, rows - row) * columns)));
            file.Read(tensor, row * columns, part);
            if (headWidth > 1)
            {
                Unpermute(part, headWidth, columns);
            }

            stream.Write(Encode(part, dtype, bytes));
        }
    }

    private static ReadOnlySpan<byte> Encode(ReadOnlySpan<float> values, string dtype, byte[] target)
    {
        if (dtype == "F32")
        {
            return MemoryMarshal.AsBytes(values);
        }

        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(
                target.AsSpan(2 * i), dtype == "BF16" ? BFloat16Bits(values[i]) : BitConverter.HalfToUInt16Bits((Half)values[i]));
        }

        return target.AsSpan(0, 2 * values.Length);
    }

    /// <summary>Rounds to the nearest bfloat16, ties to even.</summary>
    private static ushort BFloat16Bits(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)(bits >> 16 | 0x40) : (ushort)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
    }
}
