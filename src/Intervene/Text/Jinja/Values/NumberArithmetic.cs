using System.Globalization;
using System.Numerics;

namespace Intervene.Text.Jinja.Values;

/// <summary>Python's + - * / // % ** on numbers: ints of any size up to a bound, floats as C computes them.</summary>
internal static class NumberArithmetic
{
    /// <summary>The longest int that a template may make.</summary>
    private const long MostBits = 20_000;

    /// <exception cref="JinjaException">A division by zero, a result beyond the range, or a complex one.</exception>
    public static object Apply(string symbol, object left, object right) =>
        left is double || right is double ? Real(symbol, Numbers.ToDouble(left), Numbers.ToDouble(right)) : Whole(symbol, left, right);

    private static object Whole(string symbol, object left, object right)
    {
        if (left is not BigInteger && right is not BigInteger && Small(symbol, Numbers.ToLong(left), Numbers.ToLong(right)) is { } small)
        {
            return small;
        }

        var (a, b) = (Numbers.ToBig(left), Numbers.ToBig(right));
        switch (symbol)
        {
            case "+":
                return Bounded(a + b);
            case "-":
                return Bounded(a - b);
            case "*":
                return Bounded(a * b);
            case "/":
                return b.IsZero ? throw ZeroDivision("division by zero") : Quotient(a, b);
            case "//":
                return b.IsZero ? throw ZeroDivision("integer division or modulo by zero") : Numbers.Normal(FloorDivide(a, b));
            case "%":
                return b.IsZero ? throw ZeroDivision("integer modulo by zero") : Numbers.Normal(a - (FloorDivide(a, b) * b));
            default:
                return Power(a, b);
        }
    }

    /// <summary>The result within 64 bits; null when it needs more, or more care.</summary>
    private static object? Small(string symbol, long left, long right)
    {
        const long exact = 1L << 53;
        long result;
        switch (symbol)
        {
            case "+":
                result = unchecked(left + right);
                return ((left ^ result) & (right ^ result)) < 0 ? null : result;
            case "-":
                result = unchecked(left - right);
                return ((left ^ right) & (left ^ result)) < 0 ? null : result;
            case "*":
                return Math.BigMul(left, right, out result) == result >> 63 ? result : null;
            case "/":
                return right != 0 && left is > -exact and < exact && right is > -exact and < exact ? (double)left / right : null;
            default:
                return null;
        }
    }

    private static object Power(BigInteger value, BigInteger exponent)
    {
        if (exponent.Sign < 0)
        {
            return Real("**", Numbers.ToDouble(value), Numbers.ToDouble(exponent));
        }

        if (value.IsZero || BigInteger.Abs(value).IsOne)
        {
            return exponent.IsZero || value.IsOne || (exponent.IsEven && !value.IsZero) ? 1L : (long)value;
        }

        return exponent > MostBits || (long)exponent * (BigInteger.Abs(value).GetBitLength() - 1) > MostBits
            ? throw JinjaException.Limit($"an integer of more than {MostBits} bits") : Bounded(BigInteger.Pow(value, (int)exponent));
    }

    private static object Bounded(BigInteger value) =>
        value.GetBitLength() <= MostBits ? Numbers.Normal(value) : throw JinjaException.Limit($"an integer of more than {MostBits} bits");

    private static BigInteger FloorDivide(BigInteger left, BigInteger right)
    {
        var quotient = BigInteger.DivRem(left, right, out var rest);
        return !rest.IsZero && rest.Sign != right.Sign ? quotient - 1 : quotient;
    }

    /// <summary>The float nearest to the exact quotient.</summary>
    private static object Quotient(BigInteger left, BigInteger right)
    {
        var shift = (int)Math.Max(0, 70 - (BigInteger.Abs(left).GetBitLength() - BigInteger.Abs(right).GetBitLength()));
        var quotient = BigInteger.DivRem(BigInteger.Abs(left) << shift, BigInteger.Abs(right), out var rest);
        quotient |= rest.IsZero ? BigInteger.Zero : BigInteger.One; // keeps a half from looking exact
        var value = Math.ScaleB(double.Parse(quotient.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), -shift);
        return !double.IsFinite(value) ? throw new JinjaException("OverflowError", "integer division result too large for a float")
            : left.Sign * right.Sign < 0 ? -value : value;
    }

    private static object Real(string symbol, double left, double right) => symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => right == 0 ? throw ZeroDivision("float division by zero") : left / right,
        "//" => right == 0 ? throw ZeroDivision("float floor division by zero") : FloorDivide(left, right),
        "%" => right == 0 ? throw ZeroDivision("float modulo") : Modulo(left, right),
        _ => Power(left, right),
    };

    private static double Modulo(double left, double right)
    {
        var rest = left % right;
        return rest == 0 ? Math.CopySign(0, right) : rest < 0 != right < 0 ? rest + right : rest;
    }

    private static double FloorDivide(double left, double right)
    {
        var rest = left % right;
        var quotient = (left - rest) / right;
        quotient -= rest != 0 && rest < 0 != right < 0 ? 1 : 0;
        var floor = Math.Floor(quotient);
        return quotient == 0 ? Math.CopySign(0, left / right) : quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double Power(double value, double exponent)
    {
        if (value == 0 && exponent < 0)
        {
            throw ZeroDivision("0.0 cannot be raised to a negative power");
        }

        if (value < 0 && double.IsFinite(value) && double.IsFinite(exponent) && Math.Floor(exponent) != exponent)
        {
            throw JinjaException.Value("the power is a complex number, which templates do not have here");
        }

        var result = Math.Pow(value, exponent);
        return double.IsInfinity(result) && double.IsFinite(value) && double.IsFinite(exponent)
            ? throw new JinjaException("OverflowError", "(34, 'Numerical result out of range')") : result;
    }

    private static JinjaException ZeroDivision(string message) => new("ZeroDivisionError", message);
}
