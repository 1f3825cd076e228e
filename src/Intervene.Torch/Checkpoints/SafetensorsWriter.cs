using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Intervene.Files;
using Intervene.Models.Weights;
using static TorchSharp.torch;

namespace Intervene.Torch.Checkpoints;

/// <summary>
/// Writes safetensors files, with the same bytes as the reference writer: wide types first, then by name, the header padded to 8 bytes.
/// </summary>
public static class SafetensorsWriter
{
    private const long ChunkBytes = 1 << 26;

    /// <summary>Writes torch tensors in their own types; the file appears under its name when it is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and float32, bfloat16 or float16 tensors.</param>
    /// <exception cref="InterveneException">The file system refuses.</exception>
    public static void Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        Write(path, [.. tensors.Select(t => Blob(t.Name, t.Tensor))]);

    /// <summary>Writes blobs; the file appears under its name when it is complete.</summary>
    /// <exception cref="InterveneException">The file system refuses.</exception>
    /// <exception cref="ArgumentException">A name stands there twice, or a blob writes another number of bytes than it announces.</exception>
    public static void Write(string path, IReadOnlyCollection<TensorBlob> blobs) => AtomicFile.Write(path, stream => Write(stream, blobs));

    /// <summary>A tensor's blob; a type other than the tensor's own is converted while writing.</summary>
    /// <param name="name">The name in the file.</param>
    /// <param name="tensor">It must live until it is written.</param>
    /// <param name="dtype">float32, bfloat16 or float16; null for the tensor's own type.</param>
    public static TensorBlob Blob(string name, Tensor tensor, ScalarType? dtype = null)
    {
        var type = dtype ?? tensor.dtype;
        return new TensorBlob(name, WeightTypes.Name(type), tensor.shape, stream =>
        {
            using var frozen = no_grad();
            using var scope = NewDisposeScope();
            var flat = tensor.detach().contiguous().view(-1);
            var chunk = ChunkBytes / 4;
            for (long at = 0; at < flat.NumberOfElements; at += chunk)
            {
                using var inner = NewDisposeScope();
                var part = flat.narrow(0, at, Math.Min(chunk, flat.NumberOfElements - at)).to(type).cpu();
                stream.Write(part.bytes);
            }
        });
    }

    private static void Write(Stream stream, IReadOnlyCollection<TensorBlob> blobs)
    {
        TensorBlob[] ordered = [.. blobs.OrderByDescending(b => StoredTypes.Bits(b.Dtype)).ThenBy(b => b.Name, StringComparer.Ordinal)];
        var header = Header(ordered);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var blob in ordered)
        {
            var before = stream.Position;
            blob.Write(stream);
            if (stream.Position - before != blob.Bytes)
            {
                throw new ArgumentException($"Tensor {blob.Name} wrote {stream.Position - before} bytes; expected {blob.Bytes}.", nameof(blobs));
            }
        }
    }

    private static byte[] Header(TensorBlob[] ordered)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();
            var names = new HashSet<string>(StringComparer.Ordinal);
            var at = 0L;
            foreach (var blob in ordered)
            {
                if (!names.Add(blob.Name))
                {
                    throw new ArgumentException($"Tensor {blob.Name} stands there twice.", nameof(ordered));
                }

                json.WriteStartObject(blob.Name);
                json.WriteString("dtype", blob.Dtype);
                WriteNumbers(json, "shape", blob.Shape);
                WriteNumbers(json, "data_offsets", [at, at + blob.Bytes]);
                json.WriteEndObject();
                at += blob.Bytes;
            }

            json.WriteEndObject();
        }

        var header = new byte[(buffer.WrittenCount + 7) / 8 * 8];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
