using System.Text;
using System.Text.RegularExpressions;
using Intervene.Options;

namespace Intervene.Steps;

/// <summary>
/// Finds where a text is cut into steps: after separators, before discourse markers, after reasoning; never inside a block that stays whole.
/// </summary>
internal static partial class StepBoundaries
{
    private const int FarthestBlank = 100;

    /// <summary>The boundaries in order.</summary>
    /// <param name="text">The text, one character a byte.</param>
    /// <param name="split">How it is cut.</param>
    public static IReadOnlyList<StepBoundary> Of(string text, SplitOptions split)
    {
        var blocks = WholeBlocks.Of(text);
        var boundaries = new List<StepBoundary>();
        var separator = Bytes(split.Separator);
        for (var at = 0; (at = text.IndexOf(separator, at, StringComparison.Ordinal)) >= 0; at += separator.Length)
        {
            boundaries.Add(new(at + separator.Length, false));
        }

        foreach (Match end in ThoughtEnd().Matches(text))
        {
            boundaries.Add(new(end.Index + end.Length, false));
        }

        if (split.At == SplitKind.Discourse && Markers(split.Markers) is { } markers)
        {
            boundaries.AddRange(markers.Matches(text).Where(match => Begins(text, match.Index)).Select(match => new StepBoundary(match.Index, true)));
        }

        var block = 0;
        return [.. boundaries.OrderBy(boundary => boundary.At).ThenBy(boundary => boundary.Before).Where(boundary =>
        {
            while (block < blocks.Count && blocks[block].End < boundary.At)
            {
                block++;
            }

            return block == blocks.Count || boundary.At <= blocks[block].Start || boundary.At == blocks[block].End;
        })];
    }

    /// <summary>A text's UTF-8 bytes, one character a byte.</summary>
    public static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static Regex? Markers(IReadOnlyList<string> markers) => markers.Count == 0 ? null : new(
        $@"(?<![A-Za-z0-9_\x80-\xff])(?:{string.Join('|', markers.OrderByDescending(marker => marker.Length).Select(marker => Regex.Escape(Bytes(marker))))})(?![A-Za-z0-9_\x80-\xff])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether a marker begins a line, or a sentence with a capital letter.</summary>
    private static bool Begins(string text, int at)
    {
        var blanks = at;
        while (blanks > 0 && at - blanks < FarthestBlank && text[blanks - 1] is ' ' or '\t')
        {
            blanks--;
        }

        if (blanks == 0 || text[blanks - 1] == '\n')
        {
            return true;
        }

        var end = blanks;
        while (end > 0 && text[end - 1] is '"' or '\'' or ')' or ']' or '*')
        {
            end--;
        }

        return blanks < at && end > 0 && text[end - 1] is '.' or '!' or '?' && !char.IsAsciiLetterLower(text[at]);
    }

    [GeneratedRegex("</think>")]
    private static partial Regex ThoughtEnd();
}
