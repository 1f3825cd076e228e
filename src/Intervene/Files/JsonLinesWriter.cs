using System.Buffers;
using System.Text.Json;

namespace Intervene.Files;

/// <summary>
/// Appends records to an artifact; what one call appends is there whole or not at all. One writer a file: a run directory that is
/// held keeps other processes out.
/// </summary>
public sealed class JsonLinesWriter<T> : IDisposable
{
    private readonly Stream _stream;
    private readonly string _path;
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Takes over a stream that stands at its end.</summary>
    internal JsonLinesWriter(Stream stream, string path, long count)
    {
        _stream = stream;
        _path = path;
        Count = count;
    }

    /// <summary>The records of the file, those of earlier processes included.</summary>
    public long Count { get; private set; }

    /// <summary>Creates a file, or opens it for appending after its last whole record: a torn last line is cut.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <exception cref="InterveneException">The file cannot be written.</exception>
    public static JsonLinesWriter<T> Open(string path) => IoFault.Guard(path, "write", () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0);
        try
        {
            var (records, bytes) = JsonLines.Measure(stream, path);
            stream.SetLength(bytes);
            stream.Position = bytes;
            return new JsonLinesWriter<T>(stream, path, records);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    });

    /// <summary>Writes records with one write and waits until the disk has them.</summary>
    /// <exception cref="InterveneException">The write failed, e.g. on a full disk; the file keeps the records of earlier calls.</exception>
    public void Append(IReadOnlyList<T> records)
    {
        if (records.Count == 0)
        {
            return;
        }

        _buffer.ResetWrittenCount();
        foreach (var record in records)
        {
            using (var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = RecordJson.Options.Encoder, SkipValidation = true }))
            {
                JsonSerializer.Serialize(json, record, RecordJson.Options);
            }

            _buffer.Write("\n"u8);
        }

        var start = _stream.Position;
        try
        {
            _stream.Write(_buffer.WrittenSpan);
            Flush();
        }
        catch (Exception fault) when (IoFault.Is(fault))
        {
            CutBackTo(start);
            throw new InterveneException(
                $"{_path}: cannot append {records.Count} records: {fault.Message.TrimEnd('.')}. " +
                $"The {Count} records written before are kept; make room and start the same command again to go on from there.",
                fault);
        }

        Count += records.Count;
    }

    /// <summary>Writes one record.</summary>
    /// <inheritdoc cref="Append(IReadOnlyList{T})"/>
    public void Append(T record) => Append([record]);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private void Flush()
    {
        if (_stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
        else
        {
            _stream.Flush();
        }
    }

    /// <summary>Takes a half-written chunk back; where even that fails, the next reader leaves the torn line out.</summary>
    private void CutBackTo(long start)
    {
        try
        {
            _stream.SetLength(start);
            _stream.Position = start;
        }
        catch (Exception fault) when (IoFault.Is(fault))
        {
        }
    }
}
