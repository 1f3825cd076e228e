using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Intervene.Files;

namespace Intervene.Models.Weights;

/// <summary>
/// A safetensors file, read by memory map: the header is checked in full on opening, a tensor's pages are mapped while it is read and given back
/// after.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile? _map;
    private readonly long _dataStart;
    private readonly Dictionary<string, StoredTensor> _tensors;

    private SafetensorsFile(string path, MemoryMappedFile? map, long dataStart, SafetensorsHeader header)
    {
        Path = path;
        _map = map;
        _dataStart = dataStart;
        Tensors = header.Tensors;
        Metadata = header.Metadata;
        _tensors = header.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>The names of the tensors in the order of their bytes.</summary>
    public IEnumerable<string> Names => Tensors.Select(t => t.Name);

    /// <summary>The free strings under <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="InterveneException">The file is missing, cut short, a Git LFS pointer, or malformed.</exception>
    public static SafetensorsFile Open(string path)
    {
        try
        {
            using var stream = InputFile.Open(path);
            var length = stream.Length;
            var json = ReadHeader(path, stream, length);
            var start = 8L + json.Length;
            var header = SafetensorsHeader.Parse(path, json, length - start);
            var map = length > start ? MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read) : null;
            return new SafetensorsFile(path, map, start, header);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"{path}: cannot read the weights: {fault.Message}", fault);
        }
    }

    /// <summary>A tensor's description.</summary>
    /// <exception cref="InterveneException">The file has no tensor of this name.</exception>
    public StoredTensor this[string name] => _tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new InterveneException($"{Path}: there is no tensor {name}; it holds {Tensors.Count} others.");

    /// <summary>Whether the file has a tensor.</summary>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>A tensor's shape.</summary>
    /// <exception cref="InterveneException">The file has no tensor of this name.</exception>
    public IReadOnlyList<long> Shape(string name) => this[name].Shape;

    /// <summary>A tensor's element type by the header's name.</summary>
    /// <exception cref="InterveneException">The file has no tensor of this name.</exception>
    public string Dtype(string name) => this[name].Dtype;

    /// <inheritdoc/>
    public void Dispose() => _map?.Dispose();

    /// <summary>Whether a tensor has the type, shape and bytes of one of another file or of this.</summary>
    /// <exception cref="InterveneException">A file has no tensor of the name.</exception>
    internal bool IsSame(string name, SafetensorsFile other, string otherName)
    {
        var (mine, theirs) = (this[name], other[otherName]);
        var isSame = mine.Dtype == theirs.Dtype && mine.Shape.SequenceEqual(theirs.Shape);
        byte[] part = new byte[Math.Min(mine.Bytes, 1 << 20)], expected = new byte[part.Length];
        for (long at = 0; isSame && at < mine.Bytes; at += part.Length)
        {
            var count = (int)Math.Min(part.Length, mine.Bytes - at);
            Read(mine, at, part.AsSpan(0, count));
            other.Read(theirs, at, expected.AsSpan(0, count));
            isSame = part.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count));
        }

        return isSame;
    }

    /// <summary>Copies a part of a tensor's bytes.</summary>
    /// <param name="tensor">A tensor of this file.</param>
    /// <param name="from">The part's first byte, counted from the tensor's own.</param>
    /// <param name="target">As many bytes as the part has.</param>
    public void Read(StoredTensor tensor, long from, Span<byte> target)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var view = _map!.CreateViewAccessor(_dataStart + tensor.Start + from, target.Length, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)view.PointerOffset, target);
    }

    private static byte[] ReadHeader(string path, FileStream stream, long length)
    {
        if (length < 8)
        {
            throw new InterveneException($"{path}: the file has {length} bytes; expected a safetensors file of at least 8. Fetch it again.");
        }

        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        if (prefix.SequenceEqual("version "u8))
        {
            throw new InterveneException(
                $"{path}: this is a Git LFS pointer, not the weights; run `git lfs pull` in the model's repository, or download the file itself.");
        }

        var size = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (size > SafetensorsHeader.LongestHeader || size > (ulong)(length - 8))
        {
            throw new InterveneException(
                $"{path}: its first 8 bytes announce a " +
                $"header of {size} bytes, but the file has {length} in all and a header at most {SafetensorsHeader.LongestHeader}; "
                + "it is cut short or no safetensors file. Fetch it again.");
        }

        var json = new byte[size];
        stream.ReadExactly(json);
        return json;
    }
}
