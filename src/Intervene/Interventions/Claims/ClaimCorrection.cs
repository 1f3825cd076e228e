using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Intervene.Interventions.Claims;

/// <summary>Rewrites a step whose calculation is wrong: the right result in the place of the wrong one, and nothing else.</summary>
internal static partial class ClaimCorrection
{
    private const int MostDecimals = 4;
    private const int MostBits = 64;

    /// <summary>The step with the right result, or null where it cannot be written without inventing more than a number.</summary>
    /// <param name="step">The step.</param>
    /// <param name="claim">Its first false claim.</param>
    /// <remarks>
    /// Of <c>7 * 70 - 40 = 470 - 40 = 430 loaves</c> the sides behind the false relation go, and the last number becomes what the side before it is:
    /// <c>7 * 70 - 40 = 450 loaves</c>.
    /// Numbers later in the sentence that repeat the wrong result follow it; later sentences that do are left out, for they build on it.
    /// </remarks>
    public static string? Write(string step, Claim claim)
    {
        var at = claim.FirstFalse;
        if (at < 0 || claim.Sides[at].Expression is not { } left || claim.Relations[at].Sign is not ("=" or "≡")
            || (claim.Sides[at].IsNumber && claim.Relations[at].Sign == "="))
        {
            return null;
        }

        var end = at + 1;
        while (end + 1 < claim.Sides.Count && claim.Sides[end + 1].Expression is not null && claim.Relations[end].Sign == "=")
        {
            end++;
        }

        var last = Enumerable.Range(at + 1, end - at).LastOrDefault(i => claim.Sides[i].IsResult, -1);
        if (last < 0 || Value(claim, left.Value) is not { } right || Written(step, claim.Sides[last], right) is not { } text)
        {
            return null;
        }

        var (from, to) = Span(step, claim.Sides[last]);
        var head = step[..claim.Relations[at].End] + step[claim.Relations[last - 1].End..from] + text;
        var whole = head + Rest(step, end > last ? claim.Sides[end].End : to, claim.Sides[last].Expression!, step[from..to], text);
        return (Holds(whole, head.Length) ? whole : Closed(head)).TrimEnd();
    }

    /// <summary>Whether a text makes no false claim that ends behind a place.</summary>
    private static bool Holds(string text, int from) => ClaimReader.Read(text).All(claim => claim.Truth != ClaimTruth.False || claim.End < from);

    /// <summary>A text cut within a formula, with what it left open closed.</summary>
    private static string Closed(string head)
    {
        var braces = Math.Max(0, head.Count(c => c == '{') - head.Count(c => c == '}'));
        var closed = head + new string('}', braces);
        int Last(string mark) => head.LastIndexOf(mark, StringComparison.Ordinal);
        return Last("\\[") > Last("\\]") ? closed + " \\]" : Last("\\(") > Last("\\)") ? closed + "\\)." : Dollars().Count(head) % 2 == 1
            && MathSpans.Of(head + "$")[head.Length - 1] ? closed + "$." : closed + ".";
    }

    private static ClaimValue? Value(Claim claim, ClaimValue left)
    {
        if (claim.Relations[claim.FirstFalse].Sign == "=")
        {
            return left;
        }

        return claim.Modulus is { IsInteger: true } n && left.Exact is { IsInteger: true } a
            ? ClaimValue.Of(Rational.Of(((a.Numerator % n.Numerator) + n.Numerator) % n.Numerator)) : null;
    }

    /// <summary>The span of the number or fraction itself, with its sign, without brackets and units.</summary>
    private static (int Start, int End) Span(string step, ClaimSide side)
    {
        if (side.IsNumber)
        {
            var (start, end) = side.Expression!.LastNumber;
            while (start > side.Start && step[start - 1] is '-' or '−' or ' ' && step[side.Start..start].Contains('-', StringComparison.Ordinal))
            {
                start--;
            }

            return (start, end);
        }

        var close = side.Expression!.LastNumber.End;
        return (side.Start, close < step.Length && step[close] == '}' ? close + 1 : close);
    }

    private static string? Written(string step, ClaimSide side, ClaimValue value)
    {
        var (start, end) = Span(step, side);
        var old = step[start..end];
        var percent = Percent().IsMatch(step[end..Math.Min(step.Length, end + 3)]);
        if (value.Exact is { } exact)
        {
            exact = percent ? exact * Rational.Of(100) : exact;
            return exact.Bits > MostBits ? null : exact.IsInteger ? Grouped(exact.Numerator, old)
                : side.IsNumber && Decimal(exact, side.Expression!.Decimals, old.Contains(',', StringComparison.Ordinal)) is { } decimals
                ? decimals : Fraction(exact, step);
        }

        var places = side.Expression!.Decimals;
        return side.IsNumber && places > 0
            ? Math.Round(percent ? value.Approximate * 100 : value.Approximate, Math.Min(places, 10))
            .ToString("F" + places, CultureInfo.InvariantCulture) : null;
    }

    private static string Grouped(BigInteger value, string old)
    {
        var comma = old.Contains("{,}", StringComparison.Ordinal) ? "{,}" : old.Contains(',', StringComparison.Ordinal) ? "," : null;
        return comma is null ? value.ToString(CultureInfo.InvariantCulture)
            : value.ToString("N0", CultureInfo.InvariantCulture).Replace(",", comma, StringComparison.Ordinal);
    }

    /// <summary>The value in decimals: as many as were written, or all where it ends within four.</summary>
    private static string? Decimal(Rational value, int written, bool grouped)
    {
        for (var places = 1; places <= MostDecimals; places++)
        {
            if ((value * Rational.Of(BigInteger.Pow(10, places))).IsInteger)
            {
                return value.ToDouble().ToString((grouped ? "N" : "F") + Math.Max(places, written), CultureInfo.InvariantCulture);
            }
        }

        return written > 0 ? Math.Round(value.ToDouble(), Math.Min(written, 10))
            .ToString((grouped ? "N" : "F") + written, CultureInfo.InvariantCulture) : null;
    }

    private static string Fraction(Rational value, string step)
    {
        var (sign, above) = (value.Sign < 0 ? "-" : "", BigInteger.Abs(value.Numerator));
        return step.Contains("frac{", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}\\frac{{{above}}}{{{value.Denominator}}}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{above}/{value.Denominator}");
    }

    /// <summary>What follows the result, as far as it does not build on the wrong one.</summary>
    private static string Rest(string step, int end, ArithmeticExpression wrong, string old, string right)
    {
        var math = MathSpans.Of(step);
        var cut = step.Length;
        for (var i = end; i + 1 < step.Length && cut == step.Length; i++)
        {
            cut = !math[i] && ((step[i] is '.' or '!' && char.IsWhiteSpace(step[i + 1])) || step[i] == '\n') ? i + 1 : cut;
        }

        // A fraction stands for itself in a formula alone.
        var plain = right.All(c => char.IsAsciiDigit(c) || c is '-' or ',' or '.');
        bool Repeats(ClaimToken token) => token.Kind == ClaimTokenKind.Number && wrong.Numbers.Count == 1 && token.Value == wrong.Numbers[0];
        var sentence = step[end..cut];
        var repeated = ClaimLexer.Read(sentence).Where(Repeats).ToArray();
        if (repeated.Length > 0 && !plain)
        {
            return sentence[..repeated[0].Start].TrimEnd() is var open && open.LastIndexOf("\\]", StringComparison.Ordinal) is >= 0 and var display
                ? open[..(display + 2)] : ".";
        }

        foreach (var token in repeated.Reverse())
        {
            sentence = sentence[..token.Start] + right.TrimStart('-') + sentence[token.End..];
        }

        var later = step[cut..];
        return ClaimLexer.Read(later).Any(Repeats) || later.Contains(old.Trim(), StringComparison.Ordinal) ? sentence : sentence + later;
    }

    [GeneratedRegex(@"(?<!\\)\$")]
    private static partial Regex Dollars();

    [GeneratedRegex(@"^\s?\\?%")]
    private static partial Regex Percent();
}
