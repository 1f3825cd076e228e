using System.Numerics;

namespace Intervene.Interventions.Claims;

/// <summary>Whether the relations of a chain hold.</summary>
internal static class ClaimCheck
{
    private static readonly double[] Conversions = [2, 3, 4, 7, 10, 12, 16, 24, 30, 36, 52, 60, 100, 365, 1000, 1440, 3600, 5280, 1e6];

    /// <summary>One verdict a relation.</summary>
    public static IReadOnlyList<ClaimTruth> Links(string step, IReadOnlyList<ClaimSide> sides, IReadOnlyList<ClaimRelation> relations,
        Rational? modulus)
    {
        var links = new ClaimTruth[relations.Count];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = (sides[i].Expression, sides[i + 1].Expression) is ({ } left, { } right) ? Link(left, right, relations[i].Sign, modulus)
                : relations[i].Sign == "="
                ? Algebra.Equal(Text(step, sides[i]), Text(step, sides[i + 1]), ClaimContext.Sentence(step, sides[0].Start))
                : ClaimTruth.Unknown;
        }

        var ran = false;
        for (var i = 0; i < links.Length; i++)
        {
            if (links[i] != ClaimTruth.False || sides[i].Expression is not { } left || sides[i + 1].Expression is not { } right)
            {
                continue;
            }

            if (RunsOn(left, right))
            {
                (links[i], ran) = (ClaimTruth.Unknown, true);
            }
            else if (ran && left.LastTerm is { } term && Same(term, right.Value) == ClaimTruth.True)
            {
                // "36/2 = 18 + 24/3 = 8": the second result is that of the second calculation.
                links[i] = ClaimTruth.Unknown;
            }
        }

        return links;
    }

    /// <summary>A side as a formula, or null where it is no single one.</summary>
    private static string? Text(string step, ClaimSide side) =>
        side.Formula ?? (side.Expression is { Units.Count: 0 } ? step[side.Start..side.End] : null);

    /// <summary>Whether the right side goes on from the left's value with what was no part of it: <c>2*24 = 48 + 2 = 50</c>.</summary>
    private static bool RunsOn(ArithmeticExpression left, ArithmeticExpression right) => right.Operations > 0
        && Same(left.Value, right.First) == ClaimTruth.True
        && (left.Operations == 1 || right.Numbers.Skip(1).Except(left.Numbers).Any());

    private static ClaimTruth Link(ArithmeticExpression left, ArithmeticExpression right, string relation, Rational? modulus)
    {
        switch (relation)
        {
            case "=" or "≈" when left.Operations == 0 && right.Operations == 0:
                return ClaimTruth.Unknown;
            case "=":
                return Equal(left, right);
            case "≈":
                return Math.Abs(left.Value.Approximate - right.Value.Approximate) <= 0.02 * Math.Abs(left.Value.Approximate) ? ClaimTruth.True
                    : ClaimTruth.Unknown;
            case "≡":
                return modulus is { IsZero: false, IsInteger: true } n && left.Value.Exact is { } a && right.Value.Exact is { } b
                    ? Congruent(a - b, n.Numerator) : ClaimTruth.Unknown;
            case "<" or ">" or "≤" or "≥":
                var (low, high) = relation is "<" or "≤" ? (left.Value, right.Value) : (right.Value, left.Value);
                var gap = high.Approximate - low.Approximate;
                return Math.Abs(gap) <= (0.1 * (low.Slack + high.Slack)) + (1e-9 * Math.Abs(high.Approximate)) ? ClaimTruth.Unknown : gap > 0
                    ? ClaimTruth.True : ClaimTruth.False;
            default:
                return ClaimTruth.Unknown;
        }
    }

    /// <summary>Whether a difference is a multiple of n; a fraction counts where its denominator has an inverse.</summary>
    private static ClaimTruth Congruent(Rational difference, BigInteger n) =>
        !BigInteger.GreatestCommonDivisor(difference.Denominator, n).IsOne ? ClaimTruth.Unknown
        : (difference.Numerator % n).IsZero ? ClaimTruth.True : ClaimTruth.False;

    private static ClaimTruth Equal(ArithmeticExpression left, ArithmeticExpression right)
    {
        var same = Same(left.Value, right.Value);
        if (same != ClaimTruth.False)
        {
            return same;
        }

        var difference = Math.Abs(left.Value.Approximate - right.Value.Approximate);
        if (difference <= left.Value.Slack + right.Value.Slack + Rounding(left, right) + Rounding(right, left))
        {
            return ClaimTruth.True;
        }

        return Converts(left, right) ? ClaimTruth.Unknown : ClaimTruth.False;
    }

    private static ClaimTruth Same(ClaimValue left, ClaimValue right)
    {
        if (left.Exact is { } a && right.Exact is { } b)
        {
            return a == b ? ClaimTruth.True : ClaimTruth.False;
        }

        var size = Math.Max(Math.Abs(left.Approximate), Math.Abs(right.Approximate));
        return Math.Abs(left.Approximate - right.Approximate) <= 1e-9 * Math.Max(size, 1e-9) ? ClaimTruth.True : ClaimTruth.False;
    }

    /// <summary>By how much a bare number may differ from the value it is rounded or cut from.</summary>
    private static double Rounding(ArithmeticExpression number, ArithmeticExpression of)
    {
        if (number.Operations > 0)
        {
            return 0;
        }

        return number.Decimals > 0 ? Math.Pow(10, -number.Decimals) : of.Value.Exact is { IsInteger: true } ? 0 : 1;
    }

    /// <summary>
    /// Whether the sides may count in different units: their units have nothing in common, or one is the other times a usual factor and a unit or a
    /// percent sign is written.
    /// </summary>
    private static bool Converts(ArithmeticExpression left, ArithmeticExpression right)
    {
        if (left.Units.Count == 0 && right.Units.Count == 0 && !left.Signed && !right.Signed)
        {
            return false;
        }

        if (left.Units.Count > 0 && right.Units.Count > 0 && !left.Units.Intersect(right.Units, StringComparer.Ordinal).Any())
        {
            return true;
        }

        var ratio = Math.Abs(left.Value.Approximate / right.Value.Approximate);
        ratio = ratio < 1 ? 1 / ratio : ratio;
        return Conversions.Any(factor => Math.Abs(ratio - factor) < 1e-3 * factor);
    }
}
