using System.Buffers;
using System.Globalization;
using System.Text;

namespace Intervene.Text;

/// <summary>
/// Finds added tokens in a text, leftmost first and the longest of those that start there, with the reference's rules for single words
/// and for the white space around a token (tokenizers, added_vocabulary.rs).
/// </summary>
internal sealed class AddedTokenSplitter
{
    private readonly Dictionary<char, AddedToken[]> _byFirst;
    private readonly SearchValues<string>? _any;

    public AddedTokenSplitter(IEnumerable<AddedToken> tokens)
    {
        AddedToken[] all = [.. tokens.Where(token => token.Content.Length > 0)];
        _any = all.Length == 0 ? null : SearchValues.Create([.. all.Select(token => token.Content).Distinct()], StringComparison.Ordinal);
        _byFirst = all.GroupBy(token => token.Content[0]).ToDictionary(
            group => group.Key,
            group => group.OrderByDescending(token => token.Content.Length).ToArray());
    }

    /// <summary>
    /// What lies from <paramref name="Start"/> to <paramref name="End"/>: an added token, or text when <paramref name="Token"/> is null.
    /// </summary>
    public readonly record struct Part(int Start, int End, AddedToken? Token);

    /// <summary>Cuts a text into added tokens and the text between them; empty text is left out.</summary>
    public List<Part> Split(ReadOnlySpan<char> text)
    {
        List<Part> parts = [];
        var done = 0;
        for (var search = 0; Find(text, search) is var (at, token);)
        {
            var (start, end) = (at, at + token.Content.Length);
            search = end;
            if (token.SingleWord && (EndsWithWord(text[..start]) || StartsWithWord(text[end..])))
            {
                continue;
            }

            if (token.LeftStrip)
            {
                start = Math.Max(done, text[..start].TrimEnd().Length);
            }

            if (token.RightStrip)
            {
                end = text.Length - text[end..].TrimStart().Length;
            }

            if (done < start)
            {
                parts.Add(new(done, start, null));
            }

            parts.Add(new(start, end, token));
            done = end;
        }

        if (done < text.Length)
        {
            parts.Add(new(done, text.Length, null));
        }

        return parts;
    }

    private (int At, AddedToken Token)? Find(ReadOnlySpan<char> text, int from)
    {
        var at = _any is null ? -1 : text[from..].IndexOfAny(_any);
        if (at < 0)
        {
            return null;
        }

        at += from;
        foreach (var token in _byFirst[text[at]])
        {
            if (text[at..].StartsWith(token.Content, StringComparison.Ordinal))
            {
                return (at, token);
            }
        }

        throw new InvalidOperationException("The search for added tokens disagrees with itself.");
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);

    /// <summary>Unicode's word characters: letters, marks, decimal and letter numbers, connectors, and the two joiners.</summary>
    private static bool IsWord(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
