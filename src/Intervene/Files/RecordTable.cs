using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Intervene.Files;

/// <summary>The records of an artifact by what tells them apart.</summary>
/// <typeparam name="TKey">What tells records apart.</typeparam>
/// <typeparam name="TRecord">The record.</typeparam>
public sealed class RecordTable<TKey, TRecord> : IReadOnlyDictionary<TKey, TRecord>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TRecord> _records = [];
    private readonly string _path;

    private RecordTable(string path) => _path = path;

    /// <inheritdoc/>
    public int Count => _records.Count;

    /// <inheritdoc/>
    public IEnumerable<TKey> Keys => _records.Keys;

    /// <inheritdoc/>
    public IEnumerable<TRecord> Values => _records.Values;

    /// <summary>The record of a key that another artifact names.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="InterveneException">There is none: the artifacts do not belong together.</exception>
    public TRecord this[TKey key] => _records.TryGetValue(key, out var record) ? record : throw new InterveneException(
        $"{_path}: there is no {key}, which another artifact of the run names. The two do not belong together, or one was edited: "
        + "put the run's own file back, or do its stage anew with --redo.");

    /// <summary>Reads an artifact.</summary>
    /// <param name="path">The artifact.</param>
    /// <param name="keyOf">A record's key.</param>
    /// <exception cref="InterveneException">The file cannot be read, or a key stands there twice.</exception>
    public static RecordTable<TKey, TRecord> Read(string path, Func<TRecord, TKey> keyOf) => Of(path, JsonLines.Read<TRecord>(path), keyOf);

    /// <summary>Makes a table of records that were read before.</summary>
    /// <param name="path">The artifact that they are from.</param>
    /// <param name="records">All its records, in its order.</param>
    /// <param name="keyOf">A record's key.</param>
    /// <exception cref="InterveneException">A key stands there twice.</exception>
    public static RecordTable<TKey, TRecord> Of(string path, IEnumerable<TRecord> records, Func<TRecord, TKey> keyOf)
    {
        var table = new RecordTable<TKey, TRecord>(path);
        foreach (var (index, record) in records.Index())
        {
            if (!table._records.TryAdd(keyOf(record), record))
            {
                throw new InterveneException(
                    $"{path}:{index + 1}: {keyOf(record)} stands there twice. The file was edited: put the run's own back, "
                    + "or do its stage anew with --redo.");
            }
        }

        return table;
    }

    /// <summary>The record of a key, if there is one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="record">The record.</param>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TRecord record) => _records.TryGetValue(key, out record);

    /// <inheritdoc/>
    public bool ContainsKey(TKey key) => _records.ContainsKey(key);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TKey, TRecord>> GetEnumerator() => _records.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
