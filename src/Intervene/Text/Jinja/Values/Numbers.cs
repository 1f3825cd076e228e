using System.Globalization;
using System.Numerics;

namespace Intervene.Text.Jinja.Values;

/// <summary>Python's arithmetic on int (64 bits; larger ones only pass through), float and bool.</summary>
internal static class Numbers
{
    public static bool IsNumber(object? value) => value is long or double or bool or BigInteger;

    public static bool IsInteger(object? value) => value is long or bool or BigInteger;

    public static double ToDouble(object? value) => value switch
    {
        long integer => integer,
        double real => real,
        bool flag => flag ? 1 : 0,
        BigInteger big => (double)big,
        _ => throw JinjaException.Type($"must be real number, not {Python.TypeName(value)}"),
    };

    public static long ToLong(object? value) => value switch
    {
        long integer => integer,
        bool flag => flag ? 1 : 0,
        Undefined undefined => throw undefined.Fault(),
        _ => throw JinjaException.Type($"'{Python.TypeName(value)}' object cannot be interpreted as an integer"),
    };

    /// <summary>An int argument that fits a size or an index.</summary>
    public static int ToInt(object? value) => (int)Math.Clamp(ToLong(value), int.MinValue, int.MaxValue);

    /// <summary>Applies + - * / // % ** to two numbers.</summary>
    public static object Apply(string symbol, object left, object right)
    {
        if (left is BigInteger || right is BigInteger)
        {
            throw new JinjaException("OverflowError", "integers beyond 64 bits cannot be computed with");
        }

        try
        {
            return left is double || right is double || symbol == "/"
                ? Real(symbol, ToDouble(left), ToDouble(right))
                : Integer(symbol, ToLong(left), ToLong(right));
        }
        catch (OverflowException)
        {
            throw new JinjaException("OverflowError", $"the result of {symbol} does not fit 64 bits");
        }
    }

    public static object Negate(object value) => value switch
    {
        double real => (object)-real,
        long.MinValue => throw new JinjaException("OverflowError", "the result of - does not fit 64 bits"),
        _ => -ToLong(value),
    };

    /// <summary>Python's repr of a float: the shortest digits that read back, with an exponent below 1e-4 and from 1e16.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var magnitude = Math.Abs(value);
        if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16))
        {
            return Scientific(shortest);
        }

        var fixedPoint = shortest.Contains('E') ? ((decimal)value).ToString(CultureInfo.InvariantCulture) : shortest;
        return fixedPoint.Contains('.') ? fixedPoint : fixedPoint + ".0";
    }

    private static string Scientific(string shortest)
    {
        var sign = shortest.StartsWith('-') ? "-" : "";
        var parts = shortest.TrimStart('-').Split('E');
        var point = parts[0].IndexOf('.');
        var digits = parts[0].Replace(".", "");
        var exponent = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) + (point < 0 ? digits.Length : point) - 1;
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.TrimStart('0');
        exponent -= leading;
        digits = digits.TrimEnd('0') is { Length: > 0 } kept ? kept : "0";
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static object Integer(string symbol, long left, long right) => symbol switch
    {
        "+" => checked(left + right),
        "-" => checked(left - right),
        "*" => checked(left * right),
        "//" => right == 0 ? throw ZeroDivision("integer division or modulo by zero") : checked(FloorDivide(left, right)),
        "%" => right == 0 ? throw ZeroDivision("integer modulo by zero") : right == -1 ? 0L : ((left % right) + right) % right,
        "**" => right < 0 ? Real("**", left, right) : Power(left, right),
        _ => throw new InvalidOperationException(symbol),
    };

    private static object Real(string symbol, double left, double right) => symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => right == 0 ? throw ZeroDivision("division by zero") : left / right,
        "//" => right == 0 ? throw ZeroDivision("float floor division by zero") : Math.Floor(left / right),
        "%" => right == 0 ? throw ZeroDivision("float modulo") : left - (Math.Floor(left / right) * right),
        "**" => Math.Pow(left, right),
        _ => throw new InvalidOperationException(symbol),
    };

    private static long FloorDivide(long left, long right)
    {
        var quotient = left / right;
        return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
    }

    private static long Power(long value, long exponent)
    {
        if (value is 0 or 1 or -1)
        {
            return exponent == 0 ? 1 : value == -1 && exponent % 2 == 0 ? 1 : value;
        }

        var result = 1L;
        for (var i = 0L; i < exponent; i++)
        {
            result = checked(result * value); // stops by overflow after at most 63 turns
        }

        return result;
    }

    private static JinjaException ZeroDivision(string message) => new("ZeroDivisionError", message);
}
