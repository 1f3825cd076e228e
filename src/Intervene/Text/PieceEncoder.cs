using System.Collections.Concurrent;
using Microsoft.ML.Tokenizers;

namespace Intervene.Text;

/// <summary>Turns one piece of text into ids by merges, and remembers short pieces. Safe for use by several threads.</summary>
/// <param name="bpe">Applies the merges to pieces of ordinary length.</param>
/// <param name="longPieces">Applies them to long ones.</param>
/// <param name="vocabulary">Set where a piece that is a whole vocabulary entry is taken without merges (<c>ignore_merges</c>).</param>
/// <param name="byteLevel">Whether vocabulary entries are spelled in the byte alphabet.</param>
internal sealed class PieceEncoder(BpeTokenizer bpe, LongPieceMerger longPieces, IReadOnlyDictionary<string, int>? vocabulary, bool byteLevel)
{
    private const int LongestCached = 48;
    private const int LongestOrdinary = 400;
    private const int MostCached = 200_000;

    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);
    private int _cached;

    /// <summary>Adds the piece's ids.</summary>
    public void Encode(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (piece.Length > LongestCached)
        {
            ids.AddRange(Merge(piece));
            return;
        }

        if (!_cache.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(piece, out var known))
        {
            known = [.. Merge(piece)];
            if (_cached < MostCached && _cache.TryAdd(piece.ToString(), known))
            {
                Interlocked.Increment(ref _cached);
            }
        }

        ids.AddRange(known);
    }

    /// <summary>The ids of a piece of any length by the way for long ones.</summary>
    internal IReadOnlyList<int> Long(ReadOnlySpan<char> piece) => longPieces.Merge(piece);

    private IReadOnlyList<int> Merge(ReadOnlySpan<char> piece) =>
        vocabulary is not null && vocabulary.TryGetValue(byteLevel ? ByteAlphabet.Map(piece) : piece.ToString(), out var whole)
            ? [whole]
            : piece.Length > LongestOrdinary ? longPieces.Merge(piece)
            : bpe.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false);
}
