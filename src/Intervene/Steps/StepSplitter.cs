using System.Text;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Text;

namespace Intervene.Steps;

/// <summary>Cuts a completion into steps at blank lines and other boundaries, on bytes, so that every step is a range of recorded tokens.</summary>
public static class StepSplitter
{
    /// <summary>Splits a completion with the bytes and the special tokens of a tokenizer.</summary>
    /// <param name="tokenIds">The completion's token ids, a closing stop token included.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="finish">Why the completion ended.</param>
    /// <param name="split">Where steps end.</param>
    /// <returns>Steps whose token ranges lie side by side.</returns>
    public static IReadOnlyList<Step> Split(IReadOnlyList<int> tokenIds, Tokenizer tokenizer, FinishReason finish, SplitOptions split) =>
        Split(tokenIds, id => tokenizer.TokenBytes(id).ToArray(), finish, split, tokenizer.SpecialTokenIds.Contains);

    /// <summary>
    /// Splits a completion. A token that straddles a separator belongs to the step that it ends; pieces that are blank, or a tag of reasoning
    /// alone, join a neighbour.
    /// </summary>
    /// <param name="tokenIds">The completion's token ids, a closing stop token included.</param>
    /// <param name="tokenBytes">The bytes of a token.</param>
    /// <param name="finish">
    /// Why the completion ended; after <see cref="FinishReason.Stop"/> the last token is a stop token and belongs to no step.
    /// </param>
    /// <param name="split">Where steps end; null for blank lines.</param>
    /// <param name="isStopToken">
    /// Tells stop tokens where a stop string may have ended the completion; null: <paramref name="finish"/> decides.
    /// </param>
    /// <returns>
    /// Steps whose token ranges lie side by side from 0 to the completion's end without its stop token; none for an empty completion.
    /// </returns>
    public static IReadOnlyList<Step> Split(
        IReadOnlyList<int> tokenIds, Func<int, byte[]> tokenBytes, FinishReason finish, SplitOptions? split = null, Func<int,
            bool>? isStopToken = null)
    {
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
        foreach (var cut in Cuts(text, ends, split ?? new SplitOptions()).Append(count))
        {
            var piece = Text(text, ends, start, cut);
            if (cut == start || (piece is "" or "<think>" && cut < count && (steps.Count == 0 || piece.Length > 0)))
            {
                continue;
            }

            if (piece is "" or "</think>" && steps.Count > 0)
            {
                steps[^1] = steps[^1] with { TokenEnd = cut, Text = Text(text, ends, steps[^1].TokenStart, cut) };
            }
            else
            {
                steps.Add(new Step { Number = steps.Count + 1, Text = piece, TokenStart = start, TokenEnd = cut });
            }

            start = cut;
        }

        return steps;
    }

    /// <summary>Whether a text holds more than one step by its separators; a block that stays whole may hold some.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="split">Where steps end.</param>
    public static bool IsSeveral(string text, SplitOptions split)
    {
        var bytes = StepBoundaries.Bytes(text);
        return StepBoundaries.Of(bytes, split with { At = SplitKind.Separators }).Any(boundary => boundary.At < bytes.Length);
    }

    /// <summary>The tokens before a step: what an intervention at its number keeps.</summary>
    /// <param name="tokenIds">The completion's token ids.</param>
    /// <param name="step">The step.</param>
    public static int[] Prefix(IReadOnlyList<int> tokenIds, Step step) => [.. tokenIds.Take(step.TokenStart)];

    /// <summary>Token positions of the boundaries, ascending.</summary>
    private static IEnumerable<int> Cuts(byte[] text, int[] ends, SplitOptions split)
    {
        var token = 0;
        var last = 0;
        foreach (var boundary in StepBoundaries.Of(Encoding.Latin1.GetString(text), split))
        {
            while (ends[token] < boundary.At)
            {
                token++;
            }

            // The token's end is at the boundary or behind it; before a marker, the token that brings the marker's blanks begins the step.
            var cut = token + 1;
            if (boundary.Before && ends[token] > boundary.At)
            {
                var start = token == 0 ? 0 : ends[token - 1];
                cut = text.AsSpan(start, boundary.At - start).ContainsAnyExcept(" \t\n\r"u8) ? last : token;
            }

            if (cut > last)
            {
                yield return last = cut;
            }
        }
    }

    private static string Text(byte[] text, int[] ends, int start, int end)
    {
        var from = start == 0 ? 0 : ends[start - 1];
        var to = end == 0 ? 0 : ends[end - 1];
        return Encoding.UTF8.GetString(text, from, to - from).Trim();
    }
}
