using System.Numerics;

namespace Intervene.Interventions.Claims;

/// <summary>Functions of values; null where the value is none that can be relied on.</summary>
internal static class ArithmeticFunctions
{
    private const int Largest = 200;

    /// <summary>The factorial of a whole number up to 200.</summary>
    public static ClaimValue? Factorial(ClaimValue value) =>
        value.Exact is { IsInteger: true, Sign: >= 0 } n && n.Numerator <= Largest ? ClaimValue.Of(Rational.Of(Factorial((int)n.Numerator))) : null;

    /// <summary>The binomial coefficient of whole numbers up to 200.</summary>
    public static ClaimValue? Binomial(ClaimValue over, ClaimValue under)
    {
        if (over.Exact is not { IsInteger: true, Sign: >= 0 } n || under.Exact is not { IsInteger: true, Sign: >= 0 } k
            || n.Numerator > Largest || k.Numerator > n.Numerator)
        {
            return null;
        }

        return ClaimValue.Of(Rational.Of(Factorial((int)n.Numerator) / (Factorial((int)k.Numerator) * Factorial((int)(n.Numerator - k.Numerator)))));
    }

    /// <summary>The remainder of a division, of the divisor's sign.</summary>
    public static ClaimValue? Remainder(ClaimValue a, ClaimValue n) =>
        a.Exact is { } number && n.Exact is { IsZero: false } divisor ? ClaimValue.Of(number - (divisor * Rational.Of(Floor(number / divisor))))
            : null;

    /// <summary>The floor or ceiling; null where the value is known too roughly.</summary>
    public static ClaimValue? Round(ClaimValue value, bool up)
    {
        if (value.Exact is { } exact)
        {
            return ClaimValue.Of(Rational.Of(up ? -Floor(-exact) : Floor(exact)));
        }

        var near = Math.Abs(value.Approximate - Math.Round(value.Approximate)) < 1e-6;
        return near ? null : ClaimValue.Of(Rational.Of((BigInteger)(up ? Math.Ceiling(value.Approximate) : Math.Floor(value.Approximate))));
    }

    /// <summary>A sine, cosine or tangent of radians.</summary>
    public static ClaimValue? Circular(string name, double radians)
    {
        var result = name switch { "sin" => Math.Sin(radians), "cos" => Math.Cos(radians), _ => Math.Tan(radians) };
        return Math.Abs(result) > 1e12 ? null : new ClaimValue(null, result, 1e-9 * (1 + Math.Abs(result)));
    }

    private static BigInteger Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, static (product, factor) => product * factor);

    private static BigInteger Floor(Rational value) =>
        BigInteger.Divide(value.Numerator - (value.Sign < 0 ? value.Denominator - 1 : 0), value.Denominator);
}
