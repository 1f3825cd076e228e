using System.Text;
using Intervene.Completions;

namespace Intervene.Steps;

/// <summary>Cuts a completion into steps at blank lines, on bytes, so that every step is a range of recorded tokens.</summary>
public static class StepSplitter
{
    /// <summary>Splits a completion. A token that straddles a separator belongs to the step that it ends; blank pieces join a neighbour.</summary>
    /// <param name="tokenIds">The completion's token ids, a closing stop token included.</param>
    /// <param name="tokenBytes">The bytes of a token.</param>
    /// <param name="finish">Why the completion ended; after <see cref="FinishReason.Stop"/> the last token is a stop token and belongs to no step.</param>
    /// <param name="separator">What stands between two steps.</param>
    /// <param name="isStopToken">Tells stop tokens where a stop string may have ended the completion; null: <paramref name="finish"/> decides.</param>
    /// <returns>Steps whose token ranges lie side by side from 0 to the completion's end without its stop token; none for an empty completion.</returns>
    public static IReadOnlyList<Step> Split(
        IReadOnlyList<int> tokenIds, Func<int, byte[]> tokenBytes, FinishReason finish, string separator = "\n\n", Func<int, bool>? isStopToken = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(separator);
        var stops = finish == FinishReason.Stop && tokenIds.Count > 0 && (isStopToken is null || isStopToken(tokenIds[^1]));
        var count = tokenIds.Count - (stops ? 1 : 0);
        var bytes = new List<byte>();
        var ends = new int[count];
        for (var i = 0; i < count; i++)
        {
            bytes.AddRange(tokenBytes(tokenIds[i]));
            ends[i] = bytes.Count;
        }

        var text = bytes.ToArray();
        var steps = new List<Step>();
        var start = 0;
        foreach (var cut in Cuts(text, ends, Encoding.UTF8.GetBytes(separator)).Append(count))
        {
            var piece = Text(text, ends, start, cut);
            if (cut == start || (piece.Length == 0 && steps.Count == 0 && cut < count))
            {
                continue;
            }

            if (piece.Length == 0 && steps.Count > 0)
            {
                steps[^1] = steps[^1] with { TokenEnd = cut };
            }
            else
            {
                steps.Add(new Step { Number = steps.Count + 1, Text = piece, TokenStart = start, TokenEnd = cut });
            }

            start = cut;
        }

        return steps;
    }

    /// <summary>The tokens before a step: what an intervention at its number keeps.</summary>
    /// <param name="tokenIds">The completion's token ids.</param>
    /// <param name="step">The step.</param>
    public static int[] Prefix(IReadOnlyList<int> tokenIds, Step step) => [.. tokenIds.Take(step.TokenStart)];

    /// <summary>Token positions after each separator, ascending.</summary>
    private static IEnumerable<int> Cuts(byte[] text, int[] ends, byte[] separator)
    {
        var token = 0;
        for (var at = 0; ;)
        {
            var found = text.AsSpan(at).IndexOf(separator);
            if (found < 0)
            {
                yield break;
            }

            at += found + separator.Length;
            while (ends[token] < at)
            {
                token++;
            }

            yield return token + 1;
        }
    }

    private static string Text(byte[] text, int[] ends, int start, int end)
    {
        var from = start == 0 ? 0 : ends[start - 1];
        var to = end == 0 ? 0 : ends[end - 1];
        return Encoding.UTF8.GetString(text, from, to - from).Trim();
    }
}
