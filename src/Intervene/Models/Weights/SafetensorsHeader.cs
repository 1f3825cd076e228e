using System.Text.Json;
using System.Text.Unicode;

namespace Intervene.Models.Weights;

/// <summary>
/// Parses the JSON header of a safetensors file. Everything that the reference reader (safetensors 0.8) refuses is refused, and beyond it duplicate
/// names and unknown members.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The longest header that is read, in bytes.</summary>
    public const long LongestHeader = 100_000_000;

    private const int DeepestNesting = 8;
    private readonly string _file;
    private readonly Dictionary<string, StoredTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader(string file) => _file = file;

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<StoredTensor> Tensors { get; private set; } = [];

    /// <summary>The free strings under <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Parses and checks a header.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataBytes">The number of bytes that follow the header.</param>
    /// <exception cref="InterveneException">The header is malformed, or does not describe the bytes without holes and overlaps.</exception>
    public static SafetensorsHeader Parse(string file, ReadOnlySpan<byte> json, long dataBytes)
    {
        var header = new SafetensorsHeader(file);
        if (!Utf8.IsValid(json))
        {
            throw header.Fault("its header is not UTF-8; expected JSON");
        }

        try
        {
            header.Read(json);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InterveneException(
                $"{file}: its header is not the JSON of a safetensors file: {fault.Message} Fetch or write the file again.", fault);
        }

        header.Tensors = [.. header._tensors.Values.OrderBy(t => t.Start).ThenBy(t => t.End)];
        header.CheckCoverage(dataBytes);
        return header;
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject, "the header", "an object of tensors");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == "__metadata__")
            {
                ReadMetadata(ref reader);
            }
            else if (!_tensors.TryAdd(name, ReadTensor(ref reader, name)))
            {
                throw Fault($"tensor {name} stands there twice; expected every name once");
            }
        }

        reader.Read(); // throws on anything but white space after the object
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "__metadata__", "an object of strings");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            Expect(ref reader, JsonTokenType.String, $"__metadata__.{key}", "a string");
            _metadata[key] = reader.GetString()!;
        }
    }

    private StoredTensor ReadTensor(ref Utf8JsonReader reader, string name)
    {
        string? dtype = null;
        long[]? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, $"tensor {name}", "an object with dtype, shape and data_offsets");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            var given = key switch { "dtype" => dtype is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => true };
            if (given)
            {
                throw Fault(
                    $"tensor {name} has the member {key}{(key is "dtype" or "shape" or "data_offsets" ? " twice" : "")}; expected dtype, shape and data_offsets");
            }

            if (key == "dtype")
            {
                Expect(ref reader, JsonTokenType.String, $"dtype of tensor {name}", "a string");
                dtype = reader.GetString();
            }
            else if (key == "shape")
            {
                shape = ReadSizes(ref reader, $"shape of tensor {name}");
            }
            else
            {
                offsets = ReadSizes(ref reader, $"data_offsets of tensor {name}");
            }
        }

        if (dtype is null || shape is null || offsets is not [var start, var end])
        {
            var missing = dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets of two numbers";
            throw Fault($"tensor {name} has no {missing}");
        }

        return Checked(new StoredTensor { Name = name, Dtype = dtype, Shape = shape, Start = start, End = end });
    }

    private long[] ReadSizes(ref Utf8JsonReader reader, string what)
    {
        Expect(ref reader, JsonTokenType.StartArray, what, "an array of integers");
        List<long> sizes = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.Number, what, "an array of integers");
            if (!reader.TryGetInt64(out var size) || size < 0)
            {
                throw Fault($"{what} holds {System.Text.Encoding.UTF8.GetString(reader.ValueSpan)}; expected an integer from 0 to {long.MaxValue}");
            }

            sizes.Add(size);
        }

        return [.. sizes];
    }

    private StoredTensor Checked(StoredTensor tensor)
    {
        var bits = StoredTypes.Bits(tensor.Dtype);
        if (bits == 0)
        {
            throw Fault($"tensor {tensor.Name} has the dtype {tensor.Dtype}, which safetensors does not have");
        }

        var total = new UInt128(0, (ulong)bits);
        foreach (var size in tensor.Shape)
        {
            total *= (ulong)size;
            if (total > long.MaxValue)
            {
                throw Fault($"tensor {tensor.Name} {tensor.Text} has more elements than any file holds");
            }
        }

        var expected = (long)(ulong)total;
        if (tensor.End < tensor.Start || expected % 8 != 0 || tensor.Bytes != expected / 8)
        {
            throw Fault($"tensor {tensor.Name} {tensor.Text} has the data_offsets [{tensor.Start}, {tensor.End}]; expected {expected / 8.0} bytes");
        }

        return tensor;
    }

    private void CheckCoverage(long dataBytes)
    {
        var at = 0L;
        foreach (var tensor in Tensors)
        {
            if (tensor.Start != at)
            {
                var how = tensor.Start < at ? "overlaps the tensor before it" : "leaves a hole before it";
                throw Fault($"tensor {tensor.Name} begins at byte {tensor.Start} of the data and {how}; expected {at}");
            }

            at = tensor.End;
        }

        if (at != dataBytes)
        {
            var reason = at > dataBytes
                ? $"the file is truncated: the last tensor ({Tensors[^1].Name}) ends there" : "bytes follow that belong to no tensor";
            throw Fault($"its header describes {at} bytes of data, but {dataBytes} are there; {reason}");
        }
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what, string expected)
    {
        if (reader.TokenType != type)
        {
            throw Fault($"{what} is a JSON {reader.TokenType}; expected {expected}");
        }
    }

    private InterveneException Fault(string what) => new($"{_file}: {what}. Fetch or write the file again.");
}
