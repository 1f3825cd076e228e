using System.IO.MemoryMappedFiles;
using Intervene.Files;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>A GGUF file: metadata and tensors, read by memory map.</summary>
/// <remarks>Format: docs/gguf.md of ggml, versions 2 and 3, little-endian.</remarks>
public sealed class GgufFile : IDisposable
{
    private const int MostEntries = 1 << 20;
    private readonly MemoryMappedFile _map;
    private readonly Dictionary<string, GgufTensor> _tensors;

    private GgufFile(string path, MemoryMappedFile map, GgufMetadata metadata, IReadOnlyList<GgufTensor> tensors)
    {
        Path = path;
        _map = map;
        Metadata = metadata;
        Tensors = tensors;
        _tensors = tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The metadata.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>The tensors in the order of the header.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>A tensor by its name; null when there is none.</summary>
    public GgufTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>Opens a file and checks its header, and that every tensor lies within the file and apart from the others.</summary>
    /// <exception cref="InterveneException">The file is missing, cut short or damaged, or has tensors of a type that is not read.</exception>
    public static GgufFile Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InterveneException($"{path} is a directory; expected a GGUF file.");
        }

        try
        {
            using var stream = new BufferedStream(InputFile.Open(path), 1 << 16);
            var reader = new GgufReader(path, stream);
            var (metadata, tensors) = ReadHeader(path, reader);
            return new GgufFile(path, MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read), metadata, tensors);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"{path}: cannot read the GGUF: {fault.Message}", fault);
        }
    }

    /// <summary>Dequantises values of a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="from">The first value; the start of a block.</param>
    /// <param name="target">Whole blocks of values.</param>
    public unsafe void Read(GgufTensor tensor, long from, Span<float> target)
    {
        int values = GgufBlocks.Values(tensor.Type), bytes = GgufBlocks.Bytes(tensor.Type);
        var count = checked(target.Length / values * bytes);
        if (count == 0)
        {
            return;
        }

        using var view = _map.CreateViewAccessor(tensor.Start + from / values * bytes, count, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        try
        {
            GgufBlocks.Dequantise(tensor.Type, new ReadOnlySpan<byte>(pointer + view.PointerOffset, count), target);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _map.Dispose();

    private static (GgufMetadata Metadata, List<GgufTensor> Tensors) ReadHeader(string path, GgufReader reader)
    {
        var magic = reader.UInt32("the magic number");
        if (magic != 0x46554747)
        {
            throw reader.Fault(magic == 0x73726576 ? "this is a Git LFS pointer, not the file; run `git lfs pull`" : "it does not begin with GGUF");
        }

        var version = reader.UInt32("the version");
        if (version is not (2 or 3))
        {
            throw reader.Fault(version is 0x02000000 or 0x03000000 ? "it is big-endian, which is not supported" : $"its version is {version}");
        }

        var tensorCount = reader.Count("the number of tensors", 24, MostEntries);
        var entryCount = reader.Count("the number of metadata entries", 13, MostEntries);
        var entries = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < entryCount; i++)
        {
            var key = reader.Text($"the key of metadata entry {i + 1}");
            if (!entries.TryAdd(key, reader.Value(reader.UInt32(key), key)))
            {
                throw reader.Fault($"the metadata entry {key} stands there twice");
            }
        }

        var metadata = new GgufMetadata(path, entries);
        return (metadata, GgufTensors.Read(reader, tensorCount, metadata.Int("general.alignment", missing: 32)));
    }
}
