using Intervene.Runs;

namespace Intervene.Cli.Stages;

/// <summary>
/// Appends to an artifact a fixed number of records an item, chunk by chunk. What is sampled together is a function of the list of items alone: a run
/// that was killed cuts the artifact at the last whole chunk and goes on as if nothing had happened.
/// </summary>
internal static class ChunkedArtifact
{
    /// <param name="path">The artifact.</param>
    /// <param name="items">The items, in order.</param>
    /// <param name="recordsPerItem">Records that each item gives.</param>
    /// <param name="itemsPerChunk">Items worked on together.</param>
    /// <param name="before">Records of the artifact that come before the first item's.</param>
    /// <param name="produce">Gives the records of a chunk, whose first item has the given number.</param>
    /// <param name="recorded">Called with the items done and records that are on disk: those of earlier processes first, then every chunk's.</param>
    public static void Append<TItem, TRecord>(
        string path, IReadOnlyList<TItem> items, int recordsPerItem, int itemsPerChunk, long before,
        Func<IReadOnlyList<TItem>, int, IReadOnlyList<TRecord>> produce, Action<int, IEnumerable<TRecord>> recorded)
    {
        var present = JsonLines.Count(path);
        var whole = (int)Math.Clamp((present - before) / recordsPerItem, 0, items.Count);
        var done = whole == items.Count ? whole : whole / itemsPerChunk * itemsPerChunk;
        var kept = done * (long)recordsPerItem;
        if (File.Exists(path))
        {
            JsonLines.Truncate(path, Math.Min(present, whole == items.Count ? present : before + kept));
        }

        recorded(done, done == 0 ? [] : JsonLines.Read<TRecord>(path).Skip((int)before).Take((int)kept));
        using var writer = JsonLinesWriter<TRecord>.Open(path);
        while (done < items.Count)
        {
            var chunk = items.Skip(done).Take(itemsPerChunk).ToList();
            var records = produce(chunk, done);
            if (records.Count != chunk.Count * recordsPerItem)
            {
                throw new InvalidOperationException($"{records.Count} records for {chunk.Count} items; expected {recordsPerItem} each.");
            }

            writer.Append(records);
            done += chunk.Count;
            recorded(done, records);
        }
    }
}
