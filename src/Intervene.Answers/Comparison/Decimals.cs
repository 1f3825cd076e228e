using System.Globalization;
using System.Numerics;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>What a decimal gold stands for beyond the number that it writes.</summary>
internal static class Decimals
{
    private const int LeastDigits = 3;

    private const int DigitsOfDouble = 15;

    /// <summary>Whether a constant has no finite decimal expansion and rounds to the gold at its last digit.</summary>
    public static bool StandsFor(Node gold, Node constant, Scalars scalars) =>
        Significant(gold) >= LeastDigits && !IsFinite(constant, scalars) && scalars.Rounds(constant, gold) is true;

    /// <summary>Whether the gold has the digits of a double, or of a single widened to one, and the constant is stored as that number.</summary>
    public static bool IsStored(Node gold, Node constant, Scalars scalars)
    {
        if (Significant(gold) < DigitsOfDouble || scalars.Nearest(constant) is not { } nearest)
        {
            return false;
        }

        var stored = scalars.Nearest(gold);
        return stored == nearest || stored == (float)nearest;
    }

    private static int Significant(Node literal)
    {
        var digits = BigInteger.Abs(literal.Value.Numerator * BigInteger.Pow(10, literal.Decimals) / literal.Value.Denominator);
        return digits.IsZero ? 0 : digits.ToString(CultureInfo.InvariantCulture).Length;
    }

    /// <summary>Whether a constant is a fraction whose denominator divides a power of ten.</summary>
    private static bool IsFinite(Node constant, Scalars scalars)
    {
        if (scalars.Fraction(constant) is not { } value)
        {
            return false;
        }

        var rest = value.Denominator;
        foreach (var prime in (int[])[2, 5])
        {
            while ((rest % prime).IsZero)
            {
                rest /= prime;
            }
        }

        return rest.IsOne;
    }
}
