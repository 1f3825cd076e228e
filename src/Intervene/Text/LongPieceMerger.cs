namespace Intervene.Text;

/// <summary>
/// Applies merges to a long piece in n log n steps, in the same order as the library does in n² steps: the lowest rank first, and of
/// equals the leftmost.
/// </summary>
internal sealed class LongPieceMerger
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges = [];
    private readonly Dictionary<string, int> _symbols;
    private readonly bool _byteLevel;
    private readonly int? _unknown;
    private readonly bool _fusesUnknown;

    /// <param name="vocabulary">Ids by entry.</param>
    /// <param name="merges">Pairs as "left right", the best first.</param>
    /// <param name="byteLevel">Whether entries are spelled in the byte alphabet.</param>
    /// <param name="unknown">The id of a symbol that the vocabulary lacks; null to leave it out.</param>
    /// <param name="fusesUnknown">Whether neighbours that the vocabulary lacks are one unknown symbol.</param>
    public LongPieceMerger(Dictionary<string, int> vocabulary, IReadOnlyList<string> merges, bool byteLevel, int? unknown, bool fusesUnknown)
    {
        (_symbols, _byteLevel, _unknown, _fusesUnknown) = (vocabulary, byteLevel, unknown, fusesUnknown);
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var parts = merges[rank].Split(' ');
            _merges.TryAdd((vocabulary[parts[0]], vocabulary[parts[1]]), (rank, vocabulary[parts[0] + parts[1]]));
        }
    }

    /// <summary>The piece's ids.</summary>
    public List<int> Merge(ReadOnlySpan<char> piece)
    {
        int[] ids = [.. Symbols(_byteLevel ? ByteAlphabet.Map(piece) : piece.ToString())];
        int[] next = [.. Enumerable.Range(1, ids.Length)];
        int[] previous = [.. Enumerable.Range(-1, ids.Length)];
        var queue = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>();

        void Offer(int at)
        {
            if (at >= 0 && next[at] < ids.Length && _merges.TryGetValue((ids[at], ids[next[at]]), out var merge))
            {
                queue.Enqueue((at, ids[at], ids[next[at]]), (merge.Rank, at));
            }
        }

        for (var i = 0; i < ids.Length; i++)
        {
            Offer(i);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var right = next[pair.At];
            if (ids[pair.At] != pair.Left || right >= ids.Length || ids[right] != pair.Right)
            {
                continue; // one of the two has been merged with another since
            }

            ids[pair.At] = _merges[(pair.Left, pair.Right)].Id;
            ids[right] = -1;
            next[pair.At] = next[right];
            if (next[right] < ids.Length)
            {
                previous[next[right]] = pair.At;
            }

            Offer(previous[pair.At]);
            Offer(pair.At);
        }

        return [.. ids.Where(id => id >= 0)];
    }

    private IEnumerable<int> Symbols(string text)
    {
        var afterUnknown = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (_symbols.TryGetValue(rune.ToString(), out var id))
            {
                afterUnknown = false;
                yield return id;
            }
            else if (_unknown is { } unknown && !(afterUnknown && _fusesUnknown))
            {
                afterUnknown = true;
                yield return unknown;
            }
        }
    }
}
