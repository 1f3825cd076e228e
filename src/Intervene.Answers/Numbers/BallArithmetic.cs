using System.Numerics;

namespace Intervene.Answers.Numbers;

/// <summary>Arithmetic on balls whose midpoints keep a fixed number of bits; every result encloses the exact one.</summary>
internal sealed class BallArithmetic(int precision, Fuel fuel)
{
    private const long MostExponent = 1L << 50;

    public int Precision { get; } = precision;

    public Fuel Fuel { get; } = fuel;

    public Ball Round(BigInteger mid, BigInteger radius, long exponent)
    {
        var excess = Math.Max((long)BigInteger.Abs(mid).GetBitLength() - Precision, (long)radius.GetBitLength() - 64);
        if (excess > 0)
        {
            mid >>= (int)excess;
            radius = (radius >> (int)excess) + 2;
            exponent += excess;
        }

        return Math.Abs(exponent) > MostExponent ? throw new NoValueException("a magnitude beyond the arithmetic") : new Ball(mid, radius, exponent);
    }

    public Ball Of(Rational value)
    {
        if (value.IsInteger)
        {
            return Round(value.Numerator, 0, 0);
        }

        if (value.Denominator.IsPowerOfTwo)
        {
            return Round(value.Numerator, 0, 1 - value.Denominator.GetBitLength());
        }

        var shift = Precision + 2 + value.Denominator.GetBitLength() - value.Numerator.GetBitLength();
        var numerator = shift >= 0 ? value.Numerator << (int)shift : value.Numerator >> (int)-shift;
        return Round(numerator / value.Denominator, 2, -shift);
    }

    public Ball Add(Ball a, Ball b)
    {
        Fuel.Charge(40 + (Precision >> 4));
        if (a.IsExactZero)
        {
            return b;
        }

        if (b.IsExactZero)
        {
            return a;
        }

        var (high, low) = a.Exponent >= b.Exponent ? (a, b) : (b, a);
        var gap = high.Exponent - low.Exponent;
        if (gap > (4L * Precision) + 128)
        {
            // The small one is less than one unit of the large one's error.
            var units = low.Magnitude - (high.Exponent - (2L * Precision));
            var slack = units > 0 ? BigInteger.One << (int)Math.Min(units, 1 << 16) : BigInteger.One;
            return Round(high.Mid << (2 * Precision), (high.Radius << (2 * Precision)) + slack, high.Exponent - (2L * Precision));
        }

        var by = (int)gap;
        return Round((high.Mid << by) + low.Mid, (high.Radius << by) + low.Radius, low.Exponent);
    }

    public Ball Subtract(Ball a, Ball b) => Add(a, -b);

    public Ball Multiply(Ball a, Ball b)
    {
        Fuel.Charge(100 + (Precision >> 1));
        var radius = a.IsExact && b.IsExact
            ? BigInteger.Zero
            : (BigInteger.Abs(a.Mid) * b.Radius) + (BigInteger.Abs(b.Mid) * a.Radius) + (a.Radius * b.Radius);
        return Round(a.Mid * b.Mid, radius, a.Exponent + b.Exponent);
    }

    public Ball Divide(Ball a, Ball b)
    {
        Fuel.Charge(200 + Precision);
        if (b.ContainsZero)
        {
            throw new NoValueException("a divisor that may be zero", b.IsExactZero);
        }

        if (a.IsExactZero)
        {
            return a;
        }

        // |a/b - m/n| <= (Ra + |m/n| Rb) / (|n| - Rb)
        var divisor = BigInteger.Abs(b.Mid) - b.Radius;
        var shift = (int)Math.Max(0, Precision + 4 + b.Mid.GetBitLength() - a.Mid.GetBitLength());
        var quotient = (a.Mid << shift) / b.Mid;
        var radius = (((a.Radius << shift) + ((BigInteger.Abs(quotient) + 1) * b.Radius)) / divisor) + 2;
        return Round(quotient, radius, a.Exponent - b.Exponent - shift);
    }

    public Ball Power(Ball value, BigInteger exponent)
    {
        if (exponent.Sign < 0)
        {
            return Divide(Ball.One, Power(value, -exponent));
        }

        if (exponent.GetBitLength() > 62)
        {
            throw new NoValueException("an exponent beyond the arithmetic");
        }

        var result = Ball.One;
        for (var e = (long)exponent; e > 0; e >>= 1)
        {
            result = (e & 1) == 1 ? Multiply(result, value) : result;
            value = e > 1 ? Multiply(value, value) : value;
        }

        return result;
    }

    /// <summary>The real n-th root of a number that is not negative.</summary>
    public Ball Root(Ball value, int degree)
    {
        Fuel.Charge(1000 + (2L * Precision * degree));
        if (value.IsExactZero)
        {
            return value;
        }

        if (value.ContainsZero || value.Mid.Sign < 0)
        {
            throw new NoValueException("a radicand whose sign is not certain", value.Sign < 0);
        }

        var bits = BigInteger.Abs(value.Mid).GetBitLength();
        var shift = Math.Max(0, ((long)degree * (Precision + 4)) - bits);
        shift += Modulo(value.Exponent - shift, degree);
        if (shift > 1 << 20)
        {
            throw new NoValueException("a root of too high a degree");
        }

        var low = (value.Mid - value.Radius) << (int)shift;
        var high = (value.Mid + value.Radius) << (int)shift;
        var lowRoot = Integers.Root(low, degree);
        var highRoot = value.IsExact ? lowRoot : Integers.Root(high, degree);
        var exact = value.IsExact && BigInteger.Pow(lowRoot, degree) == low;
        return Round(lowRoot, exact ? 0 : highRoot - lowRoot + 1, (value.Exponent - shift) / degree);
    }

    /// <summary>-1, 0 or 1 when the order is certain; null when the balls overlap and are not exact.</summary>
    public int? Compare(Ball a, Ball b)
    {
        var gap = Subtract(a, b);
        return gap.IsExactZero ? 0 : gap.ContainsZero ? null : gap.Mid.Sign;
    }

    private static long Modulo(long a, long n) => ((a % n) + n) % n;
}
