using System.Text.Json;
using Intervene.Text;

namespace Intervene.Remote.Fleets;

/// <summary>
/// Puts llama.cpp's probabilities beside the tokens that they are of. The server gives an entry where the text so far ends with a whole character, and
/// takes away as many at the end as a stop text has tokens.
/// </summary>
internal static class LlamaCppEntries
{
    private const int LongestCharacter = 4; // bytes

    /// <summary>The entry of each token; null where the server has left it out, or where it cannot be told which of two equal tokens it is of.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="ids">The tokens.</param>
    /// <param name="entries">The entries, each with its token's id.</param>
    /// <param name="isTrimmed">Whether entries at the end may be missing.</param>
    /// <exception cref="FleetFault">The entries are those of other tokens.</exception>
    public static JsonElement?[] Align(Tokenizer tokenizer, int[] ids, IReadOnlyList<JsonElement> entries, bool isTrimmed)
    {
        int?[] given = [.. entries.Select(entry => entry.Get("id").Whole())];
        int[] whole = [.. Whole(tokenizer, ids)];
        var isAsTold = (isTrimmed ? given.Length <= whole.Length : given.Length == whole.Length)
            && given.Index().All(entry => entry.Item == ids[whole[entry.Index]]);
        var (first, last) = isAsTold ? (whole, whole) : (Match(ids, given), Match([.. ids.Reverse()], [.. given.Reverse()]));
        if (first is null || last is null || (ids.Length > 0 && given.Length == 0))
        {
            throw new FleetFault($"the answer has {ids.Length} tokens, and completion_probabilities of others", isPassing: false);
        }

        var aligned = new JsonElement?[ids.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var latest = isAsTold ? last[i] : ids.Length - 1 - last[^(i + 1)];
            if (first[i] == latest)
            {
                aligned[latest] = entries[i];
            }
        }

        return aligned;
    }

    /// <summary>Where the text so far ends with a whole character, as the server looks for it: at its last bytes.</summary>
    private static IEnumerable<int> Whole(Tokenizer tokenizer, int[] ids)
    {
        var tail = new List<byte>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] >= 0 && ids[i] < tokenizer.VocabularySize && !tokenizer.SpecialTokenIds.Contains(ids[i])) // special ones have no text there
            {
                tail.AddRange(tokenizer.TokenBytes(ids[i]));
                tail.RemoveRange(0, Math.Max(0, tail.Count - LongestCharacter));
            }

            if (!EndsWithin(tail))
            {
                yield return i;
            }
        }
    }

    private static bool EndsWithin(List<byte> tail) => Enumerable.Range(1, tail.Count).Any(
        back => (tail[^back] >> 3) switch
        {
            >= 0b11000 and <= 0b11011 => back < 2,
            0b11100 or 0b11101 => back < 3,
            0b11110 => back < 4,
            _ => false,
        });

    /// <summary>The first places of entries among the tokens; null where they are not among them in their order.</summary>
    private static int[]? Match(int[] ids, int?[] given)
    {
        var places = new int[given.Length];
        var next = 0;
        for (var i = 0; i < ids.Length && next < given.Length; i++)
        {
            if (ids[i] == given[next])
            {
                places[next++] = i;
            }
        }

        return next == given.Length ? places : null;
    }
}
