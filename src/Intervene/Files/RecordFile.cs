using System.Text.Json;

namespace Intervene.Files;

/// <summary>
/// An artifact whose records are read once in a row and later again by their places, so that a large one need not be held in memory. The file is kept
/// open: a journal that gets its name meanwhile stays the same file.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class RecordFile<T> : IDisposable
{
    private readonly Stream _file;
    private readonly string _path;

    private RecordFile(Stream file, string path) => (_file, _path) = (file, path);

    /// <summary>Opens the first of some files that is there; null where none is.</summary>
    /// <param name="candidates">The files.</param>
    /// <exception cref="InterveneException">A file is there and cannot be read.</exception>
    public static RecordFile<T>? Open(params IReadOnlyList<string> candidates)
    {
        foreach (var path in candidates.Where(File.Exists))
        {
            try
            {
                return new RecordFile<T>(InputFile.Open(path), path);
            }
            catch (InterveneException) when (!File.Exists(path))
            {
                // It got another name meanwhile.
            }
        }

        return null;
    }

    /// <summary>Streams the whole records with their places.</summary>
    /// <exception cref="InterveneException">A record is damaged.</exception>
    public IEnumerable<(T Record, RecordPlace Place)> Scan()
    {
        _file.Position = 0;
        using var lines = new ByteLines(_file, _path);
        for (var start = 0L; lines.Next(); start = lines.End)
        {
            yield return (JsonLines.Parse<T>(_path, lines), new RecordPlace(start, (int)(lines.End - start - 1)));
        }
    }

    /// <summary>Reads a record again.</summary>
    /// <param name="place">Its place, as <see cref="Scan"/> gave it.</param>
    /// <exception cref="InterveneException">The file was changed meanwhile.</exception>
    public T At(RecordPlace place)
    {
        var bytes = new byte[place.Length];
        try
        {
            IoFault.Guard(_path, "read", () =>
            {
                _file.Position = place.Start;
                _file.ReadExactly(bytes);
            });
            return JsonSerializer.Deserialize<T>(bytes, RecordJson.Options) ?? throw Changed(null);
        }
        catch (JsonException fault)
        {
            throw Changed(fault);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private InterveneException Changed(Exception? fault) =>
        new($"{_path}: it was changed while it was read. Start the same command again.", fault);
}
