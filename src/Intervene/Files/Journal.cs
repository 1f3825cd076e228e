using System.Text.Json;

namespace Intervene.Files;

/// <summary>
/// An artifact in the making: records are appended in the order in which they come to <c>NAME.partial</c>, each flushed before the next, and stand in
/// their own order in the artifact once all are there. A killed process loses at most what was in flight.
/// </summary>
/// <typeparam name="TKey">What tells records apart and orders them.</typeparam>
/// <typeparam name="TRecord">The record.</typeparam>
public sealed class Journal<TKey, TRecord> : IDisposable
    where TKey : notnull
{
    private readonly string _path;
    private readonly Func<TRecord, TKey> _keyOf;
    private readonly HashSet<TKey> _keys = [];
    private readonly JsonLinesWriter<TRecord> _writer;

    private Journal(string path, Func<TRecord, TKey> keyOf, JsonLinesWriter<TRecord> writer) => (_path, _keyOf, _writer) = (path, keyOf, writer);

    /// <summary>The records that are there.</summary>
    public int Count => _keys.Count;

    /// <summary>
    /// Opens an artifact's journal; a torn last record of a killed process is cut, and an artifact that is whole though its stage is not becomes one again.
    /// </summary>
    /// <param name="path">The artifact.</param>
    /// <param name="keyOf">A record's key.</param>
    /// <param name="recorded">
    /// Called with every record of earlier processes; <see cref="KeyNotFoundException"/> says that the stage knows nothing of it.
    /// </param>
    /// <exception cref="InterveneException">
    /// The journal cannot be read or written, has a key twice, or one that the stage did not ask for.
    /// </exception>
    public static Journal<TKey, TRecord> Open(string path, Func<TRecord, TKey> keyOf, Action<TRecord> recorded)
    {
        var partial = PartialOf(path);
        if (File.Exists(path) && !File.Exists(partial))
        {
            IoFault.Guard(path, "move", () => File.Move(path, partial)); // its process ended behind the last record, and before its stage
        }

        var journal = new Journal<TKey, TRecord>(path, keyOf, JsonLinesWriter<TRecord>.Open(partial));
        try
        {
            foreach (var record in JsonLines.Read<TRecord>(partial))
            {
                if (!journal._keys.Add(keyOf(record)))
                {
                    throw new InterveneException(
                        $"{partial}: {keyOf(record)} stands there twice. The file was edited: put it back, or delete it, and its stage begins anew.");
                }

                try
                {
                    recorded(record);
                }
                catch (KeyNotFoundException)
                {
                    throw Unasked(partial, keyOf(record));
                }
            }

            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Where an artifact grows.</summary>
    /// <param name="path">The artifact.</param>
    public static string PartialOf(string path) => path + ".partial";

    /// <summary>Whether a record is there.</summary>
    /// <param name="key">Its key.</param>
    public bool Has(TKey key) => _keys.Contains(key);

    /// <summary>Appends records and waits until the disk has them.</summary>
    /// <param name="records">Records whose keys are not there yet.</param>
    /// <exception cref="InterveneException">The write failed.</exception>
    public void Append(IReadOnlyList<TRecord> records)
    {
        foreach (var record in records)
        {
            if (!_keys.Add(_keyOf(record)))
            {
                throw new InvalidOperationException($"{_keyOf(record)} is in {_path} already.");
            }
        }

        _writer.Append(records);
    }

    /// <summary>Writes the artifact in the order of some keys and removes the journal.</summary>
    /// <param name="order">The keys, each once; all are there.</param>
    /// <exception cref="InterveneException">The file system refuses, or a record is there that was not asked for.</exception>
    public void Seal(IEnumerable<TKey> order)
    {
        _writer.Dispose();
        var partial = PartialOf(_path);
        IReadOnlyList<TKey> ordered = [.. order];
        foreach (var unasked in _keys.Except(ordered).Take(1))
        {
            throw Unasked(partial, unasked);
        }

        var places = new Dictionary<TKey, (long Start, int Length)>(_keys.Count);
        using (var lines = new ByteLines(IoFault.Guard(partial, "read", () => File.OpenRead(partial)), partial))
        {
            for (var start = 0L; lines.Next(); start = lines.End)
            {
                places[_keyOf(JsonSerializer.Deserialize<TRecord>(lines.Current, RecordJson.Options)!)] = (start, (int)(lines.End - start));
            }
        }

        using (var source = File.OpenRead(partial))
        {
            AtomicFile.Write(_path + ".sealed", stream =>
            {
                var buffer = Array.Empty<byte>();
                foreach (var key in ordered)
                {
                    var (start, length) = places[key];
                    Array.Resize(ref buffer, Math.Max(buffer.Length, length));
                    source.Position = start;
                    source.ReadExactly(buffer, 0, length);
                    stream.Write(buffer, 0, length);
                }
            });
        }

        IoFault.Guard(_path, "write", () =>
        {
            File.Move(_path + ".sealed", _path, overwrite: true);
            File.Delete(partial);
        });
    }

    /// <summary>Closes the journal; what was appended stays.</summary>
    public void Dispose() => _writer.Dispose();

    private static InterveneException Unasked(string partial, TKey key) =>
        new($"{partial}: {key} is nothing that this stage asks for. The file was edited: put it back, or delete it, and its stage begins anew.");
}
