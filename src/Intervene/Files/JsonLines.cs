using System.Text.Json;

namespace Intervene.Files;

/// <summary>
/// Artifacts as JSON lines. A record is there when its newline is: a last line without one was torn by a killed process and is no record.
/// </summary>
public static class JsonLines
{
    /// <summary>Streams the records of a file; a torn last line is left out.</summary>
    /// <param name="path">The file; another process may be appending to it.</param>
    /// <exception cref="InterveneException">The file is missing, or a line is no <typeparamref name="T"/>: the message names file, line and
    /// field.</exception>
    public static IEnumerable<T> Read<T>(string path)
    {
        using var file = InputFile.Open(path);
        using var lines = new ByteLines(file, path);
        while (lines.Next())
        {
            yield return Parse<T>(path, lines);
        }
    }

    /// <summary>Writes a file of records; it is there whole or not at all.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="records">The records, in their order.</param>
    /// <exception cref="InterveneException">The file system refuses; an earlier file of this name is kept.</exception>
    public static void Write<T>(string path, IEnumerable<T> records) => AtomicFile.Write(path, stream =>
    {
        foreach (var record in records)
        {
            JsonSerializer.Serialize(stream, record, RecordJson.Options);
            stream.WriteByte((byte)'\n');
        }
    });

    /// <summary>The number of whole records of a file; 0 where there is no file.</summary>
    public static long Count(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = InputFile.Open(path);
        using var lines = new ByteLines(file, path);
        while (lines.Next())
        {
        }

        return lines.Number;
    }

    /// <summary>Cuts a file after its first records, so that a stage resumes at a boundary.</summary>
    /// <param name="path">The file; where it is missing, <paramref name="records"/> must be 0.</param>
    /// <param name="records">How many records stay.</param>
    /// <exception cref="InterveneException">The file holds fewer whole records.</exception>
    public static void Truncate(string path, long records)
    {
        if (records == 0 && !File.Exists(path))
        {
            return;
        }

        using var file = IoFault.Guard(path, "open", () => new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read));
        using var lines = new ByteLines(file, path);
        while (lines.Number < records)
        {
            if (!lines.Next())
            {
                throw new InterveneException($"{path}: cannot be cut to {records} records: it holds {lines.Number}.");
            }
        }

        IoFault.Guard(path, "cut", () => file.SetLength(lines.End));
    }

    /// <summary>The length in bytes of a file's whole records.</summary>
    internal static (long Records, long Bytes) Measure(Stream file, string path)
    {
        file.Position = 0;
        using var lines = new ByteLines(file, path);
        while (lines.Next())
        {
        }

        return (lines.Number, lines.End);
    }

    /// <summary>The record of the current line.</summary>
    internal static T Parse<T>(string path, ByteLines lines)
    {
        RecordFormat.Require($"{path}:{lines.Number}", typeof(T), lines.Current);
        try
        {
            return JsonSerializer.Deserialize<T>(lines.Current, RecordJson.Options)
                ?? throw new InterveneException($"{path}:{lines.Number}: found null, expected {JsonFault.Name(typeof(T))}.");
        }
        catch (JsonException fault)
        {
            throw JsonFault.Explain($"{path}:{lines.Number}", typeof(T), fault);
        }
        catch (NotSupportedException fault)
        {
            throw JsonFault.WithoutKind($"{path}:{lines.Number}", typeof(T), fault);
        }
    }
}
