using System.Globalization;
using System.Text;

namespace Intervene.Text.Jinja.Values;

/// <summary>Python's case mappings: Unicode's full ones, in which a character may become several.</summary>
internal static class CaseMapping
{
    public static string Upper(string text)
    {
        var upper = text.ToUpperInvariant();
        return Ascii(text) ? upper : Map(upper, CaseTables.Upper);
    }

    public static string Lower(string text)
    {
        if (Ascii(text))
        {
            return text.ToLowerInvariant();
        }

        var result = new StringBuilder(Map(text, CaseTables.Lower).ToLowerInvariant());
        for (var at = text.IndexOf('Σ'); at >= 0; at = text.IndexOf('Σ', at + 1))
        {
            if (IsFinal(text, at))
            {
                result[at + (result.Length == text.Length ? 0 : Map(text[..at], CaseTables.Lower).Length - at)] = 'ς';
            }
        }

        return result.ToString();
    }

    /// <summary>The first character in title case and the rest in lower case.</summary>
    public static string Capitalize(string text)
    {
        var first = FirstLength(text);
        return first == 0 ? text : TitleOf(text[..first]) + LowerAfter(text, first);
    }

    /// <summary>The first character in upper case and the rest in lower case.</summary>
    public static string UpperFirst(string text)
    {
        var first = FirstLength(text);
        return Upper(text[..first]) + Lower(text[first..]);
    }

    /// <summary>Each run of cased letters with its first in title case and the rest in lower case.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var inside = false;
        var lower = Ascii(text) ? null : Lower(text);
        for (var i = 0; i < text.Length;)
        {
            var size = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == System.Buffers.OperationStatus.Done ? length : 1;
            var part = text.Substring(i, size);
            result.Append(!inside ? TitleOf(part) : lower?.Length == text.Length ? lower.AsSpan(i, size) : Lower(part));
            inside = IsCased(rune);
            i += size;
        }

        return result.ToString();
    }

    public static string SwapCase(string text) =>
        string.Concat(text.EnumerateRunes().Select(
            (rune, index) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter ? Lower(rune.ToString())
            : IsLower(rune) ? Upper(rune.ToString()) : rune.ToString()));

    /// <summary>For comparison without case.</summary>
    public static string Fold(string text) =>
        Ascii(text) ? text.ToLowerInvariant() : Map(Lower(text.Replace('Σ', 'σ')).Replace('ς', 'σ'), CaseTables.Fold);

    public static bool IsUpper(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter || rune.Value is (>= 0x2160 and <= 0x216F) or (>= 0x24B6 and <= 0x24CF);

    public static bool IsLower(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.LowercaseLetter
        || rune.Value is 0xAA or 0xBA or (>= 0x2B0 and <= 0x2B8)
        or 0x2C0 or 0x2C1 or (>= 0x2E0 and <= 0x2E4) or 0x345 or 0x37A or (>= 0x1D2C and <= 0x1D6A)
            or 0x1D78 or 0x2C7C or 0x2C7D or 0xA69C or 0xA69D or 0xA770 or 0xA7F8 or 0xA7F9 or (>= 0xAB5C and <= 0xAB5F)
            or (>= 0x1D9B and <= 0x1DBF) or 0x2071 or 0x207F or (>= 0x2090 and <= 0x209C) or (>= 0x2170 and <= 0x217F) or (>= 0x24D0 and <= 0x24E9);

    public static bool IsCased(Rune rune) => IsUpper(rune) || IsLower(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;

    private static bool Ascii(string text) => System.Text.Ascii.IsValid(text);

    private static int FirstLength(string text) => text.Length == 0 ? 0 : char.IsSurrogatePair(text, 0) ? 2 : 1;

    private static string TitleOf(string character) =>
        CaseTables.Title.TryGetValue(character, out var title) ? title : Upper(character) is var upper && upper.Length == character.Length ? upper
            : FirstLength(upper) is var first ? upper[..first] + Lower(upper[first..]) : upper;

    private static string LowerAfter(string text, int first) =>
        Lower(text) is var lower && lower.Length == text.Length ? lower[first..] : Lower(text[first..]);

    /// <summary>A sigma ends a word: letters before it, none after it.</summary>
    private static bool IsFinal(string text, int at)
    {
        static bool Ignored(char c) => c is '\'' or '.' or ':' or '·' or '’' or '\u00AD'
            || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierSymbol;
        var (before, after) = (at - 1, at + 1);
        while (before >= 0 && Ignored(text[before]))
        {
            before--;
        }

        while (after < text.Length && Ignored(text[after]))
        {
            after++;
        }

        return before >= 0 && char.IsLetter(text[before]) && (after == text.Length || !char.IsLetter(text[after]));
    }

    private static string Map(string text, IReadOnlyDictionary<string, string> table)
    {
        StringBuilder? result = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 127 && table.TryGetValue(text[i].ToString(), out var mapped))
            {
                result ??= new(text, 0, i, text.Length + 8);
                result.Append(mapped);
            }
            else
            {
                result?.Append(text[i]);
            }
        }

        return result?.ToString() ?? text;
    }
}
