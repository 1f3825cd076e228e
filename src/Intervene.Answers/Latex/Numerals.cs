using System.Globalization;
using System.Numerics;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>Reads numerals: grouped digits, decimals, exponents and repeating decimals.</summary>
internal static class Numerals
{
    private const int MostDigits = 10_000;

    private const int MostRepeated = 200;

    /// <summary>Reads the numeral at <paramref name="at"/> and moves past it.</summary>
    /// <exception cref="ParseException">The numeral is longer than the limit.</exception>
    public static Token Read(string text, ref int at, bool spaceBefore, bool inList)
    {
        var start = at;
        System.Text.StringBuilder digits = new();
        Take(text, ref at, digits);
        Groups(text, ref at, digits, inList);
        var fraction = 0;
        var isDecimal = false;
        var tail = Rational.Zero;
        var comma = text.AsSpan(at).StartsWith("{,}", StringComparison.Ordinal) && at + 3 < text.Length && char.IsAsciiDigit(text[at + 3]);
        if (comma || (at < text.Length && text[at] == '.' && !(at + 1 < text.Length && text[at + 1] == '.')))
        {
            at += comma ? 3 : 1;
            var before = digits.Length;
            Take(text, ref at, digits);
            fraction = digits.Length - before;
            isDecimal = fraction > 0;
            tail = Repeating(text, ref at, fraction, ref isDecimal);
        }

        if (digits.Length > MostDigits)
        {
            throw new ParseException("a numeral longer than 10,000 digits");
        }

        var mantissa = digits.Length == 0 ? 0 : BigInteger.Parse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        var exponent = Exponent(text, ref at) - fraction;
        var value = exponent >= 0 ? Rational.Of(mantissa * BigInteger.Pow(10, exponent)) : Rational.Of(mantissa, BigInteger.Pow(10, -exponent));
        var spelling = comma ? text[start..at].Replace("{,}", ".", StringComparison.Ordinal) : text[start..at];
        return new Token(TokenKind.Number, spelling, spaceBefore, value + tail, isDecimal);
    }

    private static void Take(string text, ref int at, System.Text.StringBuilder digits)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            digits.Append(text[at++]);
        }
    }

    /// <summary>Takes groups of three digits after <c>,</c>, <c>{,}</c>, a thin space, a blank, or dots when there are two.</summary>
    private static void Groups(string text, ref int at, System.Text.StringBuilder digits, bool inList)
    {
        if (digits.Length is 0 or > 3 || digits[0] == '0')
        {
            return;
        }

        while (Separator(text, at, inList) is var width and > 0 && ThreeDigits(text, at + width))
        {
            at += width;
            Take(text, ref at, digits);
        }
    }

    private static int Separator(string text, int at, bool inList)
    {
        var rest = text.AsSpan(at);
        return rest.StartsWith(",\\! ", StringComparison.Ordinal) ? 4
            : rest.StartsWith("{,}", StringComparison.Ordinal) ? 3
            : rest.StartsWith(",\\!", StringComparison.Ordinal) || rest.StartsWith("\\!,", StringComparison.Ordinal) ? 3
            : rest.StartsWith("\\,", StringComparison.Ordinal) || rest.StartsWith("\\;", StringComparison.Ordinal)
            || rest.StartsWith("\\ ", StringComparison.Ordinal) ? 2
            : rest.StartsWith(", 0", StringComparison.Ordinal) && !inList ? 2
            : rest.StartsWith(",", StringComparison.Ordinal) && !inList ? 1
            : rest.StartsWith(" ", StringComparison.Ordinal) && !inList ? 1
            : rest.StartsWith("'", StringComparison.Ordinal) ? 1
            : rest.StartsWith(".", StringComparison.Ordinal) && ThreeDigits(text, at + 1) && at + 4 < text.Length && text[at + 4] == '.'
            && ThreeDigits(text, at + 5) ? 1
            : rest.StartsWith(".", StringComparison.Ordinal) && at >= 4 && text[at - 4] == '.' && ThreeDigits(text, at + 1) ? 1 : 0;
    }

    private static bool ThreeDigits(string text, int at) =>
        at + 3 <= text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
        && !(at + 3 < text.Length && char.IsAsciiDigit(text[at + 3]));

    /// <summary>The value of the digits that repeat for ever, under a bar, between dots, in parentheses, or before three dots.</summary>
    private static Rational Repeating(string text, ref int at, int fraction, ref bool isDecimal)
    {
        var rest = text.AsSpan(at);
        if (fraction > 0 && (rest.StartsWith("...", StringComparison.Ordinal) || rest.StartsWith("\\ldots", StringComparison.Ordinal)
            || rest.StartsWith("\\dots", StringComparison.Ordinal) || rest.StartsWith("\\cdots", StringComparison.Ordinal)))
        {
            return Continued(text, ref at, fraction, ref isDecimal);
        }

        if (rest.StartsWith("\\dot", StringComparison.Ordinal) && !rest.StartsWith("\\dots", StringComparison.Ordinal))
        {
            return Dotted(text, ref at, fraction, ref isDecimal);
        }

        var open = rest.StartsWith("\\overline", StringComparison.Ordinal) ? 9 : rest.StartsWith("\\bar", StringComparison.Ordinal) ? 4
            : rest.StartsWith("(", StringComparison.Ordinal) ? 0 : -1;
        if (open < 0)
        {
            return Rational.Zero;
        }

        var i = at + open;
        var close = i < text.Length && text[i] == '{' ? '}' : i < text.Length && text[i] == '(' ? ')' : '\0';
        var first = close == '\0' ? i : i + 1;
        var last = first;
        while (last < text.Length && char.IsAsciiDigit(text[last]) && (close != '\0' || last == first) && last - first < MostRepeated)
        {
            last++;
        }

        if (last == first || (close != '\0' && (last >= text.Length || text[last] != close)))
        {
            return Rational.Zero;
        }

        at = close == '\0' ? last : last + 1;
        isDecimal = false;
        return Period(text.AsSpan(first, last - first), fraction);
    }

    private static Rational Period(ReadOnlySpan<char> digits, int after) =>
        Rational.Of(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture),
            BigInteger.Pow(10, after) * (BigInteger.Pow(10, digits.Length) - 1));

    /// <summary>A period whose first and last digits carry dots.</summary>
    private static Rational Dotted(string text, ref int at, int fraction, ref bool isDecimal)
    {
        System.Text.StringBuilder digits = new();
        var i = at;
        var dots = 0;
        while (i < text.Length && digits.Length < MostRepeated && dots < 2)
        {
            var rest = text.AsSpan(i);
            if (rest.StartsWith("\\dot{", StringComparison.Ordinal) && rest.Length > 6 && char.IsAsciiDigit(rest[5]) && rest[6] == '}')
            {
                digits.Append(rest[5]);
                (i, dots) = (i + 7, dots + 1);
            }
            else if (rest.StartsWith("\\dot", StringComparison.Ordinal) && rest[4..].TrimStart() is { Length: > 0 } after
                && char.IsAsciiDigit(after[0]))
            {
                digits.Append(after[0]);
                (i, dots) = (text.Length - after.Length + 1, dots + 1);
            }
            else if (char.IsAsciiDigit(rest[0]) && text.AsSpan(i).Contains("\\dot", StringComparison.Ordinal))
            {
                digits.Append(rest[0]);
                i++;
            }
            else
            {
                break;
            }
        }

        if (digits.Length == 0)
        {
            return Rational.Zero;
        }

        at = i;
        isDecimal = false;
        return Period(digits.ToString(), fraction);
    }

    /// <summary>Decimals that go on as they began: a digit three times, or a longer group twice, before three dots.</summary>
    private static Rational Continued(string text, ref int at, int fraction, ref bool isDecimal)
    {
        var decimals = text.AsSpan(at - fraction, fraction);
        for (var length = 1; length <= fraction / 2; length++)
        {
            var period = decimals[^length..];
            var times = 1;
            while ((times + 1) * length <= fraction && decimals.Slice(fraction - ((times + 1) * length), length).SequenceEqual(period))
            {
                times++;
            }

            if (times >= (length == 1 ? 3 : 2))
            {
                at += text[at] == '.' ? 3 : text.AsSpan(at).IndexOf('s') + 1;
                isDecimal = false;
                return Period(period, fraction);
            }
        }

        return Rational.Zero;
    }

    private static int Exponent(string text, ref int at)
    {
        var i = at;
        if (i >= text.Length || text[i] is not ('e' or 'E'))
        {
            return 0;
        }

        i++;
        var negative = i < text.Length && text[i] == '-';
        i += i < text.Length && text[i] is '-' or '+' ? 1 : 0;
        var first = i;
        var value = 0;
        while (i < text.Length && char.IsAsciiDigit(text[i]) && i - first < 4)
        {
            value = (value * 10) + (text[i++] - '0');
        }

        if (i == first || (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '^')))
        {
            return 0;
        }

        at = i;
        return negative ? -value : value;
    }
}
