using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Intervene.Text.Splitting;

/// <summary>
/// A regular expression over code points. The runtime's engine sees UTF-16 units, in which a letter beyond U+FFFF is no letter; a text that holds
/// such characters is therefore searched through a shadow in which each is one character of the same general category.
/// </summary>
internal sealed class CodePointRegex
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20); // ordinary matches take microseconds

    private readonly Regex _regex;
    private readonly bool _foldsCase;

    /// <exception cref="ArgumentException">The pattern uses what this engine does not know, or names a character beyond U+FFFF.</exception>
    public CodePointRegex(string pattern, TimeSpan? patience = null)
    {
        if (pattern.Any(char.IsSurrogate))
        {
            throw new ArgumentException("it names a character beyond U+FFFF.");
        }

        _foldsCase = pattern.Contains("(?i", StringComparison.Ordinal);
        _regex = new Regex(
            PossessiveQuantifiers.ToAtomicGroups(pattern), RegexOptions.Compiled | RegexOptions.CultureInvariant, patience ?? Patience);
    }

    /// <summary>Adds the bounds of all matches, in order, as offsets into the text.</summary>
    /// <exception cref="InterveneException">A match takes too long, as patterns with nested repetitions do.</exception>
    public void Match(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        try
        {
            MatchAll(text, matches);
        }
        catch (RegexMatchTimeoutException fault)
        {
            throw new InterveneException(
                $"The tokenizer's split pattern {_regex} finds no match within {_regex.MatchTimeout.TotalSeconds:0} s in a text of {text.Length} characters; expected a pattern without nested repetitions.",
                fault);
        }
    }

    private void MatchAll(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && !(_foldsCase && text.Contains('ſ')))
        {
            foreach (var match in _regex.EnumerateMatches(text))
            {
                matches.Add((match.Index, match.Index + match.Length));
            }

            return;
        }

        var shadow = ArrayPool<char>.Shared.Rent(text.Length);
        var offsets = ArrayPool<int>.Shared.Rent(text.Length + 1);
        var length = 0;
        for (var i = 0; i < text.Length; length++)
        {
            offsets[length] = i;
            Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed);
            shadow[length] = StandIn(rune);
            i += consumed;
        }

        offsets[length] = text.Length;
        foreach (var match in _regex.EnumerateMatches(shadow.AsSpan(0, length)))
        {
            matches.Add((offsets[match.Index], offsets[match.Index + match.Length]));
        }

        ArrayPool<char>.Shared.Return(shadow);
        ArrayPool<int>.Shared.Return(offsets);
    }

    private char StandIn(Rune rune) => rune.Value switch
    {
        'ſ' when _foldsCase => 's', // the long s equals s without regard to case, except in the runtime's tables
        <= 0xFFFF => (char)rune.Value,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter => '\uA732',
            UnicodeCategory.LowercaseLetter => '\uA733',
            UnicodeCategory.TitlecaseLetter => '\u1F88',
            UnicodeCategory.ModifierLetter => '\u02B0',
            UnicodeCategory.OtherLetter => '\u16A0',
            UnicodeCategory.NonSpacingMark => '\u1DC0',
            UnicodeCategory.SpacingCombiningMark => '\u0903',
            UnicodeCategory.EnclosingMark => '\u20DD',
            UnicodeCategory.DecimalDigitNumber => '\u0E50',
            UnicodeCategory.LetterNumber => '\u16EE',
            UnicodeCategory.OtherNumber => '\u2460',
            UnicodeCategory.ConnectorPunctuation => '\u203F',
            UnicodeCategory.DashPunctuation => '\u2E17',
            UnicodeCategory.OpenPunctuation => '\u2E22',
            UnicodeCategory.ClosePunctuation => '\u2E23',
            UnicodeCategory.InitialQuotePunctuation => '\u2E02',
            UnicodeCategory.FinalQuotePunctuation => '\u2E03',
            UnicodeCategory.OtherPunctuation => '\u2E2E',
            UnicodeCategory.MathSymbol => '\u2A00',
            UnicodeCategory.CurrencySymbol => '\u20A0',
            UnicodeCategory.ModifierSymbol => '\u02C2',
            UnicodeCategory.OtherSymbol => '\u2800',
            UnicodeCategory.Format => '\u2061',
            UnicodeCategory.PrivateUse => '\uE000',
            _ => '\uFDD0',
        },
    };
}
