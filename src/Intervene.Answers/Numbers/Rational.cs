using System.Numerics;

namespace Intervene.Answers.Numbers;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
internal readonly struct Rational : IEquatable<Rational>
{
    public static readonly Rational Zero = new(BigInteger.Zero, BigInteger.One, 0);

    public static readonly Rational One = new(BigInteger.One, BigInteger.One, 0);

    private Rational(BigInteger numerator, BigInteger denominator, int _)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public bool IsInteger => Denominator.IsOne;

    public bool IsZero => Numerator.IsZero;

    public int Sign => Numerator.Sign;

    public long Bits => Numerator.GetBitLength() + Denominator.GetBitLength();

    public static Rational Of(BigInteger value) => new(value, BigInteger.One, 0);

    /// <summary>The fraction; the denominator is not zero.</summary>
    public static Rational Of(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsOne)
        {
            return Of(numerator);
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        common = denominator.Sign < 0 ? -common : common;
        return new(numerator / common, denominator / common, 0);
    }

    public static Rational operator +(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? Of(a.Numerator + b.Numerator)
        : Of((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator, 0);

    public static Rational operator -(Rational a, Rational b) => a + (-b);

    public static Rational operator *(Rational a, Rational b) => Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => Of(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public BigInteger Floor() => Numerator.Sign >= 0 || IsInteger ? Numerator / Denominator : (Numerator / Denominator) - 1;

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public Rational Abs() => new(BigInteger.Abs(Numerator), Denominator, 0);

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public override string ToString() => IsInteger ? Show(Numerator) : $"{Show(Numerator)}/{Show(Denominator)}";

    private static string Show(BigInteger value) =>
        value.GetBitLength() > 1024 ? $"[{value.GetBitLength()} bits]" : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
