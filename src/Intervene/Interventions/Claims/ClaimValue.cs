using System.Numerics;

namespace Intervene.Interventions.Claims;

/// <summary>A number that an expression has: exactly where it is rational, else to about twelve digits.</summary>
/// <param name="Exact">The exact value, or null where it is irrational or too long.</param>
/// <param name="Approximate">The value as a double.</param>
/// <param name="Slack">By how much the value may be off because decimals in it may have been rounded.</param>
internal readonly record struct ClaimValue(Rational? Exact, double Approximate, double Slack)
{
    private const long MostBits = 4096;

    /// <summary>An exact value.</summary>
    public static ClaimValue Of(Rational value, double slack = 0) => new(value, value.ToDouble(), slack);

    /// <summary>A value that only a double holds.</summary>
    public static ClaimValue Of(double value, double slack) => new(null, value, slack + (Math.Abs(value) * 1e-12));

    public static ClaimValue operator +(ClaimValue a, ClaimValue b) =>
        Make(a, b, static (x, y) => x + y, a.Approximate + b.Approximate, a.Slack + b.Slack);

    public static ClaimValue operator -(ClaimValue a, ClaimValue b) =>
        Make(a, b, static (x, y) => x - y, a.Approximate - b.Approximate, a.Slack + b.Slack);

    public static ClaimValue operator *(ClaimValue a, ClaimValue b) =>
        Make(a, b, static (x, y) =>
            x * y, a.Approximate * b.Approximate, (a.Slack * Math.Abs(b.Approximate)) + (b.Slack * Math.Abs(a.Approximate)) + (a.Slack * b.Slack));

    public static ClaimValue operator -(ClaimValue a) => new(-a.Exact, -a.Approximate, a.Slack);

    /// <summary>A quotient; null where the divisor is, or may be, zero.</summary>
    public static ClaimValue? Divide(ClaimValue a, ClaimValue b)
    {
        var size = Math.Abs(b.Approximate);
        if (b.Exact is { IsZero: true } || size <= b.Slack || size < 1e-300)
        {
            return null;
        }

        return Make(a, b, static (x, y) =>
            x / y, a.Approximate / b.Approximate, (a.Slack + (Math.Abs(a.Approximate / b.Approximate) * b.Slack)) / (size - b.Slack));
    }

    /// <summary>A power; null where it is not real or out of reach.</summary>
    public static ClaimValue? Power(ClaimValue a, ClaimValue exponent)
    {
        var value = Math.Pow(a.Approximate, exponent.Approximate);
        if (!double.IsFinite(value) || (a.Approximate == 0 && exponent.Approximate <= 0))
        {
            return null;
        }

        var slack = (Math.Abs(exponent.Approximate * value / (a.Approximate == 0 ? 1 : a.Approximate)) * a.Slack)
            + (Math.Abs(value * Math.Log(Math.Max(1e-9, Math.Abs(a.Approximate)))) * exponent.Slack);
        if (a.Exact is { } radix && exponent.Exact is { } power)
        {
            if (power.IsInteger && BigInteger.Abs(power.Numerator) * radix.Bits < MostBits)
            {
                var n = (int)BigInteger.Abs(power.Numerator);
                var exact = new Rational(BigInteger.Pow(radix.Numerator, n), BigInteger.Pow(radix.Denominator, n));
                return Of(power.Sign < 0 ? Rational.Of(1) / exact : exact, slack);
            }

            if (power.Denominator == 2 && Root(radix, 2) is { } root)
            {
                return Power(Of(root), Of(Rational.Of(power.Numerator)));
            }
        }

        return Of(value, slack);
    }

    /// <summary>The real root of a degree; null where there is none.</summary>
    public static ClaimValue? RootOf(ClaimValue a, int degree)
    {
        if (degree is < 2 or > 32 || (a.Approximate < 0 && degree % 2 == 0))
        {
            return null;
        }

        if (a.Exact is { } exact && Root(exact, degree) is { } root)
        {
            return Of(root);
        }

        var value = Math.Sign(a.Approximate) * Math.Pow(Math.Abs(a.Approximate), 1.0 / degree);
        return Of(value, value == 0 ? 0 : Math.Abs(a.Slack * value / (degree * a.Approximate)));
    }

    private static Rational? Root(Rational value, int degree) =>
        Root(BigInteger.Abs(value.Numerator), degree) is { } n && Root(value.Denominator, degree) is { } d && (value.Sign >= 0 || degree % 2 == 1)
            ? new Rational(n * value.Sign, d) : null;

    private static BigInteger? Root(BigInteger value, int degree)
    {
        var guess = (BigInteger)Math.Round(Math.Pow((double)value, 1.0 / degree));
        for (var candidate = guess - 1; candidate <= guess + 1; candidate++)
        {
            if (candidate.Sign >= 0 && BigInteger.Pow(candidate, degree) == value)
            {
                return candidate;
            }
        }

        return null;
    }

    private static ClaimValue Make(ClaimValue a, ClaimValue b, Func<Rational, Rational, Rational> exactly, double approximate, double slack) =>
        a.Exact is { } x && b.Exact is { } y && x.Bits + y.Bits < MostBits ? Of(exactly(x, y), slack) : Of(approximate, slack);
}
