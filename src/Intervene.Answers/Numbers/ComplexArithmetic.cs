using System.Numerics;

namespace Intervene.Answers.Numbers;

/// <summary>Arithmetic and elementary functions on enclosed complex numbers, with principal values.</summary>
internal sealed class ComplexArithmetic(int precision, Fuel fuel)
{
    private const int MostRoot = 8;

    private static readonly Ball Half = new(1, 0, -1);

    public BallArithmetic Reals { get; } = new(precision, fuel);

    public Elementary Elementary => field ??= new Elementary(Reals);

    public ComplexBall Add(ComplexBall a, ComplexBall b) => new(Reals.Add(a.Re, b.Re), Reals.Add(a.Im, b.Im));

    public static ComplexBall Negate(ComplexBall a) => new(-a.Re, -a.Im);

    public ComplexBall Subtract(ComplexBall a, ComplexBall b) => Add(a, Negate(b));

    public ComplexBall Multiply(ComplexBall a, ComplexBall b) => a.IsReal && b.IsReal
        ? ComplexBall.Real(Reals.Multiply(a.Re, b.Re))
        : new(Reals.Subtract(Reals.Multiply(a.Re, b.Re), Reals.Multiply(a.Im, b.Im)),
        Reals.Add(Reals.Multiply(a.Re, b.Im), Reals.Multiply(a.Im, b.Re)));

    public ComplexBall Divide(ComplexBall a, ComplexBall b)
    {
        if (b.IsReal)
        {
            return new(Reals.Divide(a.Re, b.Re), a.IsReal ? Ball.Zero : Reals.Divide(a.Im, b.Re));
        }

        var norm = Norm(b);
        var product = Multiply(a, b with { Im = -b.Im });
        return new(Reals.Divide(product.Re, norm), Reals.Divide(product.Im, norm));
    }

    public Ball Norm(ComplexBall a) => Reals.Add(Reals.Multiply(a.Re, a.Re), Reals.Multiply(a.Im, a.Im));

    public Ball Abs(ComplexBall a) => !a.IsReal ? Reals.Root(Norm(a), 2)
        : a.Re.Sign >= 0 && a.Re.Mid.Sign >= 0 && !a.Re.ContainsZero || a.Re.IsExactZero ? a.Re
        : a.Re.Sign < 0 ? -a.Re
        : throw new NoValueException("the sign of a number is not certain");

    public ComplexBall Power(ComplexBall value, BigInteger exponent)
    {
        if (value.IsReal)
        {
            return ComplexBall.Real(Reals.Power(value.Re, exponent));
        }

        if (exponent.Sign < 0)
        {
            return Divide(ComplexBall.Real(Ball.One), Power(value, -exponent));
        }

        if (exponent.GetBitLength() > 30)
        {
            throw new NoValueException("an exponent beyond the arithmetic");
        }

        var result = ComplexBall.Real(Ball.One);
        for (var e = (long)exponent; e > 0; e >>= 1)
        {
            result = (e & 1) == 1 ? Multiply(result, value) : result;
            value = Multiply(value, value);
        }

        return result;
    }

    public ComplexBall Power(ComplexBall value, ComplexBall exponent)
    {
        if (value.IsReal && value.Re.IsExactZero)
        {
            return exponent.IsReal && exponent.Re.Sign > 0 ? value : throw new NoValueException("a power of zero", true);
        }

        return Exp(Multiply(exponent, Log(value)));
    }

    public ComplexBall Sqrt(ComplexBall a)
    {
        if (a.IsReal)
        {
            return a.Re.Mid.Sign >= 0 ? ComplexBall.Real(Reals.Root(a.Re, 2)) : new ComplexBall(Ball.Zero, Reals.Root(-a.Re, 2));
        }

        // With r = |a|: the half-plane decides which of sqrt((r ± x)/2) is computed without cancellation.
        var r = Abs(a);
        if (a.Re.Mid.Sign >= 0)
        {
            var re = Reals.Root(Reals.Multiply(Reals.Add(r, a.Re), Half), 2);
            return new ComplexBall(re, Reals.Divide(Reals.Multiply(a.Im, Half), re));
        }

        var im = Reals.Root(Reals.Multiply(Reals.Subtract(r, a.Re), Half), 2);
        im = a.Im.Sign < 0 ? -im : a.Im.Sign > 0 ? im : throw new NoValueException("a root at its branch cut");
        return new ComplexBall(Reals.Divide(Reals.Multiply(a.Im, Half), im), im);
    }

    public ComplexBall Root(ComplexBall a, int degree)
    {
        if (degree > MostRoot && a.IsReal && a.Re.Sign > 0)
        {
            return ComplexBall.Real(Elementary.Exp(Reals.Divide(Elementary.Log(a.Re), Ball.Of(degree))));
        }

        if (degree > MostRoot && a.IsReal && a.Re.Sign < 0 && degree % 2 != 0)
        {
            return Negate(Root(Negate(a), degree));
        }

        if (a.IsReal && (a.Re.Mid.Sign >= 0 || degree % 2 != 0))
        {
            return ComplexBall.Real(a.Re.Mid.Sign >= 0 ? Reals.Root(a.Re, degree) : -Reals.Root(-a.Re, degree));
        }

        return Exp(Divide(Log(a), ComplexBall.Real(Ball.Of(degree))));
    }

    public ComplexBall Exp(ComplexBall a)
    {
        var size = Elementary.Exp(a.Re);
        if (a.IsReal)
        {
            return ComplexBall.Real(size);
        }

        var (sine, cosine) = Elementary.SinCos(a.Im);
        return new ComplexBall(Reals.Multiply(size, cosine), Reals.Multiply(size, sine));
    }

    public ComplexBall Log(ComplexBall a) => a.IsReal && a.Re.Sign > 0
        ? ComplexBall.Real(Elementary.Log(a.Re))
        : new ComplexBall(Reals.Multiply(Elementary.Log(a.IsReal ? Reals.Multiply(a.Re, a.Re) : Norm(a)), Half), Elementary.Angle(a.Im, a.Re));

    public (ComplexBall Sine, ComplexBall Cosine) SinCos(ComplexBall a)
    {
        var (sine, cosine) = Elementary.SinCos(a.Re);
        if (a.IsReal)
        {
            return (ComplexBall.Real(sine), ComplexBall.Real(cosine));
        }

        var (sinh, cosh) = Hyperbolic(a.Im);
        return (new ComplexBall(Reals.Multiply(sine, cosh), Reals.Multiply(cosine, sinh)),
            new ComplexBall(Reals.Multiply(cosine, cosh), -Reals.Multiply(sine, sinh)));
    }

    private (Ball Sine, Ball Cosine) Hyperbolic(Ball x)
    {
        var up = Elementary.Exp(x);
        var down = Reals.Divide(Ball.One, up);
        return (Reals.Multiply(Reals.Subtract(up, down), Half), Reals.Multiply(Reals.Add(up, down), Half));
    }
}
