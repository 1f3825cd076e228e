using System.Globalization;
using System.Numerics;
using Intervene.Answers.Algebra;

namespace Intervene.Answers.Latex;

/// <summary>Reads numerals: grouped digits, decimals, exponents and repeating decimals.</summary>
internal static class Numerals
{
    private const int MostDigits = 10_000;

    /// <summary>Reads the numeral at <paramref name="at"/> and moves past it.</summary>
    /// <exception cref="ParseException">The numeral is longer than the limit.</exception>
    public static Token Read(string text, ref int at, bool spaceBefore, bool inList)
    {
        var start = at;
        System.Text.StringBuilder digits = new();
        Take(text, ref at, digits);
        var grouped = Groups(text, ref at, digits, inList);
        var fraction = 0;
        var isDecimal = false;
        var tail = Rational.Zero;
        if (at < text.Length && text[at] == '.' && !(at + 1 < text.Length && text[at + 1] == '.'))
        {
            at++;
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
        return new Token(TokenKind.Number, text[start..at], spaceBefore, value + tail, isDecimal, grouped);
    }

    private static void Take(string text, ref int at, System.Text.StringBuilder digits)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            digits.Append(text[at++]);
        }
    }

    /// <summary>Takes groups of three digits after <c>,</c>, <c>{,}</c>, a thin space, a blank, or dots when there are two.</summary>
    private static bool Groups(string text, ref int at, System.Text.StringBuilder digits, bool inList)
    {
        if (digits.Length is 0 or > 3)
        {
            return false;
        }

        var any = false;
        while (true)
        {
            var width = Separator(text, at, inList);
            if (width == 0 || !ThreeDigits(text, at + width))
            {
                return any;
            }

            at += width;
            Take(text, ref at, digits);
            any = true;
        }
    }

    private static int Separator(string text, int at, bool inList)
    {
        var rest = text.AsSpan(at);
        return rest.StartsWith(",\\! ", StringComparison.Ordinal) ? 4
            : rest.StartsWith("{,}", StringComparison.Ordinal) ? 3
            : rest.StartsWith(",\\!", StringComparison.Ordinal) || rest.StartsWith("\\!,", StringComparison.Ordinal) ? 3
            : rest.StartsWith("\\,", StringComparison.Ordinal) || rest.StartsWith("\\;", StringComparison.Ordinal) || rest.StartsWith("\\ ", StringComparison.Ordinal) ? 2
            : rest.StartsWith(",", StringComparison.Ordinal) && !inList ? 1
            : rest.StartsWith(" ", StringComparison.Ordinal) && !inList ? 1
            : rest.StartsWith(".", StringComparison.Ordinal) && ThreeDigits(text, at + 1) && at + 4 < text.Length && text[at + 4] == '.' && ThreeDigits(text, at + 5) ? 1
            : rest.StartsWith(".", StringComparison.Ordinal) && at >= 4 && text[at - 4] == '.' && ThreeDigits(text, at + 1) ? 1 : 0;
    }

    private static bool ThreeDigits(string text, int at) =>
        at + 3 <= text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
        && !(at + 3 < text.Length && char.IsAsciiDigit(text[at + 3]));

    private static Rational Repeating(string text, ref int at, int fraction, ref bool isDecimal)
    {
        var rest = text.AsSpan(at);
        var open = rest.StartsWith("\\overline", StringComparison.Ordinal) ? 9 : rest.StartsWith("\\bar", StringComparison.Ordinal) ? 4 : rest.StartsWith("(", StringComparison.Ordinal) ? 0 : -1;
        if (open < 0)
        {
            return Rational.Zero;
        }

        var i = at + open;
        var close = i < text.Length && text[i] == '{' ? '}' : i < text.Length && text[i] == '(' ? ')' : '\0';
        var first = close == '\0' ? i : i + 1;
        var last = first;
        while (last < text.Length && char.IsAsciiDigit(text[last]) && (close != '\0' || last == first) && last - first < 200)
        {
            last++;
        }

        if (last == first || (close != '\0' && (last >= text.Length || text[last] != close)))
        {
            return Rational.Zero;
        }

        var period = BigInteger.Parse(text.AsSpan(first, last - first), NumberStyles.None, CultureInfo.InvariantCulture);
        at = close == '\0' ? last : last + 1;
        isDecimal = false;
        return Rational.Of(period, BigInteger.Pow(10, fraction) * (BigInteger.Pow(10, last - first) - 1));
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
