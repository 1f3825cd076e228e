using System.Buffers;
using System.Globalization;
using System.Text;

namespace Intervene.Text.Splitting;

/// <summary>
/// One step that cuts a text into pieces before the merges: a pattern (regular expression, literal or digits) and what becomes of its matches.
/// </summary>
internal sealed class SplitStep
{
    private readonly CodePointRegex? _regex;
    private readonly string? _literal;
    private readonly SplitBehavior _behavior;
    private readonly bool _invert;

    private SplitStep(CodePointRegex? regex, string? literal, SplitBehavior behavior, bool invert) =>
        (_regex, _literal, _behavior, _invert) = (regex, literal, behavior, invert);

    /// <summary>GPT-2's pattern, which a ByteLevel step with <c>use_regex</c> applies.</summary>
    public static SplitStep Gpt2 { get; } = Regex(
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", SplitBehavior.Isolated, invert: false);

    /// <summary>Matches of a regular expression.</summary>
    public static SplitStep Regex(string pattern, SplitBehavior behavior, bool invert) => new(new(pattern), null, behavior, invert);

    /// <summary>Occurrences of a string.</summary>
    public static SplitStep Literal(string text, SplitBehavior behavior, bool invert) => new(null, text, behavior, invert);

    /// <summary>Numeric characters, each by itself or in runs.</summary>
    public static SplitStep Digits(bool individual) => new(null, null, individual ? SplitBehavior.Isolated : SplitBehavior.Contiguous, invert: false);

    /// <summary>Adds the pieces of the text, in order and not empty, as offsets.</summary>
    public void Split(ReadOnlySpan<char> text, List<(int Start, int End)> pieces)
    {
        List<(int Start, int End)> matches = [];
        if (_regex is not null)
        {
            _regex.Match(text, matches);
        }
        else if (_literal is not null)
        {
            MatchLiteral(text, _literal, matches);
        }
        else
        {
            MatchDigits(text, matches);
        }

        var first = pieces.Count;
        var (done, previous) = (0, false);
        foreach (var (start, end) in matches)
        {
            Add(text, pieces, first, done, start, _invert, ref previous);
            Add(text, pieces, first, start, end, !_invert, ref previous);
            done = end;
        }

        Add(text, pieces, first, done, text.Length, _invert, ref previous);
    }

    private void Add(ReadOnlySpan<char> text, List<(int Start, int End)> pieces, int first, int start, int end, bool isMatch, ref bool previous)
    {
        if (start == end)
        {
            return;
        }

        var joins = pieces.Count > first && pieces[^1].End == start && _behavior switch
        {
            SplitBehavior.MergedWithPrevious => isMatch && !previous,
            SplitBehavior.MergedWithNext => !isMatch && previous,
            SplitBehavior.Contiguous => isMatch == previous,
            _ => false,
        };
        if (joins)
        {
            pieces[^1] = (pieces[^1].Start, end);
        }
        else if (!(isMatch && _behavior == SplitBehavior.Removed))
        {
            pieces.Add((start, end));
        }

        previous = isMatch;
    }

    private static void MatchLiteral(ReadOnlySpan<char> text, string literal, List<(int Start, int End)> matches)
    {
        for (var from = 0; text[from..].IndexOf(literal, StringComparison.Ordinal) is >= 0 and var at; from = matches[^1].End)
        {
            matches.Add((from + at, from + at + literal.Length));
        }
    }

    private static void MatchDigits(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed) == OperationStatus.Done && IsNumeric(rune))
            {
                matches.Add((i, i + consumed));
            }

            i += consumed;
        }
    }

    private static bool IsNumeric(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
