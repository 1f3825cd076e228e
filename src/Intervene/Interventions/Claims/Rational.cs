using System.Globalization;
using System.Numerics;

namespace Intervene.Interventions.Claims;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
internal readonly record struct Rational : IComparable<Rational>
{
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public bool IsInteger => Denominator.IsOne;

    public bool IsZero => Numerator.IsZero;

    public int Sign => Numerator.Sign;

    /// <summary>How many bits the fraction takes.</summary>
    public long Bits => (long)Numerator.GetBitLength() + (long)Denominator.GetBitLength();

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>An integer as a fraction.</summary>
    public static Rational Of(BigInteger value) => new(value, BigInteger.One);

    /// <summary>Reads a plain decimal such as <c>1,200</c> or <c>0.25</c>; thousands commas are skipped.</summary>
    public static Rational Parse(string number)
    {
        var digits = number.Replace(",", "", StringComparison.Ordinal);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : digits.Length - point - 1;
        return new(BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), BigInteger.Pow(10, places));
    }

    /// <summary>The nearest double; exact to its last place for fractions of any length.</summary>
    public double ToDouble()
    {
        var shift = (int)Math.Max(0, 64 - ((long)Numerator.GetBitLength() - (long)Denominator.GetBitLength()));
        return Math.ScaleB((double)((Numerator << shift) / Denominator), -shift);
    }

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Whether two values differ by at most half a unit of a decimal place.</summary>
    public bool RoundsTo(Rational other, int places)
    {
        var difference = this - other;
        return BigInteger.Abs(difference.Numerator) * 2 * BigInteger.Pow(10, places) <= difference.Denominator;
    }
}
