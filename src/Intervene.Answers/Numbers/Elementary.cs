using System.Numerics;

namespace Intervene.Answers.Numbers;

/// <summary>Elementary functions of balls, by argument reduction and Taylor series in fixed point.</summary>
internal sealed class Elementary(BallArithmetic arithmetic)
{
    private const int Guard = 48;

    private readonly int _bits = arithmetic.Precision + Guard;

    public Ball Pi => new(Constants.Pi(_bits), 64, -_bits);

    public Ball E => new(Constants.E(_bits), 64, -_bits);

    public Ball Exp(Ball x)
    {
        if (x.IsExactZero)
        {
            return Ball.One;
        }

        Require(x, 40);
        var wide = _bits + (int)Math.Max(0, x.Magnitude);
        var (value, radius) = Fixed(x, wide);
        var ln2 = Constants.Ln2(wide);
        var k = BigInteger.Divide(value, ln2);
        var rest = (value - (k * ln2)) >> (wide - _bits);
        radius = (radius >> (wide - _bits)) + 2 + (BigInteger.Abs(k) >> Math.Max(0, wide - _bits - 8));
        if (radius.GetBitLength() > _bits - 2)
        {
            throw new NoValueException("an exponent known too coarsely");
        }

        var power = SmallExp(rest);
        return arithmetic.Round(power, (((power >> 1) + 1) * radius >> (_bits - 3)) + 4096, (long)k - _bits);
    }

    public Ball Log(Ball x)
    {
        if (x.Sign <= 0)
        {
            throw new NoValueException("the logarithm of a number that is not positive", x.Sign < 0 || x.IsExactZero);
        }

        if (x == Ball.One)
        {
            return Ball.Zero;
        }

        var size = BigInteger.Abs(x.Mid).GetBitLength();
        var shift = (int)(_bits - size);
        var mantissa = shift >= 0 ? x.Mid << shift : x.Mid >> -shift;
        var radius = (shift >= 0 ? x.Radius << shift : x.Radius >> -shift) + 2;
        var power = x.Exponent + size;

        // The mantissa m is in [1/2, 1): ln m = y + ln(1 + t) with y near it and t = m e^-y - 1 below 2^-40.
        var approximation = Math.Log((double)(mantissa >> (_bits - 60)) / (1L << 60));
        var y = (BigInteger)(approximation * (1L << 52)) << (_bits - 52);
        var e = SmallExp(y);
        var t = ((mantissa - e) << _bits) / e;
        var term = t;
        for (var n = 2; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            arithmetic.Fuel.Charge(30 + (_bits >> 3));
            y += term / (n - 1);
            term = -((term * t) >> _bits);
        }

        var result = y + (power * Constants.Ln2(_bits));
        return arithmetic.Round(result, (radius * 3) + 8192 + Math.Abs(power), -_bits);
    }

    public (Ball Sine, Ball Cosine) SinCos(Ball x)
    {
        if (x.IsExactZero)
        {
            return (Ball.Zero, Ball.One);
        }

        Require(x, 2048);
        var wide = _bits + (int)Math.Max(0, x.Magnitude);
        var (value, radius) = Fixed(x, wide);
        var quarter = Constants.Pi(wide) >> 1;
        var turns = BigInteger.Divide((2 * value) + (value.Sign * quarter), 2 * quarter);
        var rest = (value - (turns * quarter)) >> (wide - _bits);
        radius = (radius >> (wide - _bits)) + 4 + (BigInteger.Abs(turns) >> Math.Max(0, wide - _bits - 8));
        var (sine, cosine) = Series(rest);
        radius += 1024;
        var s = arithmetic.Round(sine, radius, -_bits);
        var c = arithmetic.Round(cosine, radius, -_bits);
        return (int)(((turns % 4) + 4) % 4) switch
        {
            0 => (s, c),
            1 => (c, -s),
            2 => (-s, -c),
            _ => (-c, s),
        };
    }

    public Ball Atan(Ball x)
    {
        if (x.IsExactZero)
        {
            return x;
        }

        if (x.Magnitude > 1)
        {
            var half = Pi with { Exponent = -_bits - 1 };
            return x.Sign == 0 ? throw new NoValueException("an angle known too coarsely")
                : arithmetic.Subtract(x.Sign > 0 ? half : -half, Atan(arithmetic.Divide(Ball.One, x)));
        }

        var (value, radius) = Fixed(x, _bits);
        var one = BigInteger.One << _bits;
        const int Halvings = 6;
        for (var i = 0; i < Halvings; i++)
        {
            var hypotenuse = Integers.Root((one * one) + (value * value), 2);
            value = (value << _bits) / (one + hypotenuse);
        }

        var square = (value * value) >> _bits;
        var term = value;
        var sum = value;
        for (var n = 3; !term.IsZero; n += 2)
        {
            arithmetic.Fuel.Charge(30 + (_bits >> 3));
            term = -((term * square) >> _bits);
            term = term == BigInteger.MinusOne ? 0 : term;
            sum += term / n;
        }

        return arithmetic.Round(sum << Halvings, radius + (4096 << Halvings), -_bits);
    }

    /// <summary>The angle of the point (x, y), in (-π, π].</summary>
    public Ball Angle(Ball y, Ball x)
    {
        if (x.Sign > 0)
        {
            return Atan(arithmetic.Divide(y, x));
        }

        if (y.Sign != 0)
        {
            var half = Pi with { Exponent = -_bits - 1 };
            return arithmetic.Subtract(y.Sign > 0 ? half : -half, Atan(arithmetic.Divide(x, y)));
        }

        return y.IsExactZero && x.Sign < 0 ? Pi : throw new NoValueException("the angle of zero", x.IsExactZero && y.IsExactZero);
    }

    private static void Require(Ball x, int magnitude)
    {
        if (x.Magnitude > magnitude)
        {
            throw new NoValueException("an argument beyond the arithmetic");
        }
    }

    private static (BigInteger Value, BigInteger Radius) Fixed(Ball x, int scale)
    {
        var shift = x.Exponent + scale;
        return shift >= 0 ? (x.Mid << (int)shift, x.Radius << (int)shift)
            : shift < -100_000 ? (BigInteger.Zero, BigInteger.One)
            : (x.Mid >> (int)-shift, (x.Radius >> (int)-shift) + 2);
    }

    private BigInteger SmallExp(BigInteger x)
    {
        // Halving the argument trades terms for squarings; the extra bits absorb the errors that squaring doubles.
        var halvings = 6 + (_bits / 50);
        var extra = halvings + 16;
        var scale = _bits + extra;
        x = (x << extra) >> halvings;
        var one = BigInteger.One << scale;
        var term = one;
        var sum = one;
        for (var n = 1; ; n++)
        {
            arithmetic.Fuel.Charge(30 + (_bits >> 3));
            term = ((term * x) >> scale) / n;
            if (term.IsZero || term == BigInteger.MinusOne)
            {
                break;
            }

            sum += term;
        }

        for (var i = 0; i < halvings; i++)
        {
            arithmetic.Fuel.Charge(30 + (_bits >> 3));
            sum = (sum * sum) >> scale;
        }

        return sum >> extra;
    }

    private (BigInteger Sine, BigInteger Cosine) Series(BigInteger x)
    {
        BigInteger sine = 0;
        BigInteger cosine = 0;
        var term = BigInteger.One << _bits;
        for (var n = 0; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            arithmetic.Fuel.Charge(30 + (_bits >> 3));
            switch (n & 3)
            {
                case 0: cosine += term; break;
                case 1: sine += term; break;
                case 2: cosine -= term; break;
                default: sine -= term; break;
            }

            term = ((term * x) >> _bits) / (n + 1);
        }

        return (sine, cosine);
    }
}
