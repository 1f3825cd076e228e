using System.Globalization;
using System.Numerics;

namespace Intervene.Text.Jinja.Values;

/// <summary>Python's numbers: int (long, or <see cref="BigInteger"/> beyond 64 bits), float and bool.</summary>
internal static class Numbers
{
    /// <summary>Python turns no int of more digits into text.</summary>
    private const int MostDigits = 4300;

    public static bool IsNumber(object? value) => value is long or double or bool or BigInteger;

    public static bool IsInteger(object? value) => value is long or bool or BigInteger;

    /// <exception cref="JinjaException">The value is no number, or an int beyond the range of a float.</exception>
    public static double ToDouble(object? value) => value switch
    {
        long integer => integer,
        double real => real,
        bool flag => flag ? 1 : 0,
        BigInteger big => double.Parse(big.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) is var real && double.IsFinite(real)
            ? real : throw new JinjaException("OverflowError", "int too large to convert to float"),
        Undefined undefined => throw undefined.Fault(),
        _ => throw JinjaException.Type($"must be real number, not {Python.NoneType(value)}"),
    };

    public static long ToLong(object? value) => value switch
    {
        long integer => integer,
        bool flag => flag ? 1 : 0,
        BigInteger => throw new JinjaException("OverflowError", "Python int too large to convert to C ssize_t"),
        Undefined undefined => throw undefined.Fault(),
        _ => throw JinjaException.Type($"'{Python.NoneType(value)}' object cannot be interpreted as an integer"),
    };

    /// <summary>An int argument that fits a size or an index.</summary>
    public static int ToInt(object? value) => (int)Math.Clamp(ToLong(value), int.MinValue, int.MaxValue);

    /// <summary>An int, a bool or a whole number of any size.</summary>
    public static BigInteger ToBig(object? value) => value is BigInteger big ? big : ToLong(value);

    /// <summary>The form in which a template holds an int.</summary>
    public static object Normal(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;

    /// <summary>A float without its fraction.</summary>
    /// <exception cref="JinjaException">It is infinite or no number.</exception>
    public static object Truncate(double value) => double.IsFinite(value)
        ? Normal(new BigInteger(value))
        : throw (double.IsNaN(value) ? JinjaException.Value("cannot convert float NaN to integer")
            : new JinjaException("OverflowError", "cannot convert float infinity to integer"));

    public static object Negate(object value) => value is double real ? -real : Normal(-ToBig(value));

    /// <summary>The order of two numbers, exact also between int and float; null when one is NaN.</summary>
    public static int? Compare(object left, object right)
    {
        if (left is double a && right is double b)
        {
            return double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b);
        }

        return left is double real ? -CompareWith(ToBig(right), real) : right is double other
            ? CompareWith(ToBig(left), other) : ToBig(left).CompareTo(ToBig(right));
    }

    /// <summary>What Python prints for an int.</summary>
    public static string Digits(BigInteger value) =>
        value.GetBitLength() < 14_000 && value.ToString(CultureInfo.InvariantCulture) is var text && text.Length <= MostDigits
            ? text : throw JinjaException.Value($"Exceeds the limit ({MostDigits} digits) for integer string conversion");

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

        var fixedPoint = shortest.Contains('E')
            ? decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : shortest;
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

    private static int? CompareWith(BigInteger integer, double real)
    {
        if (!double.IsFinite(real))
        {
            return double.IsNaN(real) ? null : real > 0 ? -1 : 1;
        }

        var whole = Math.Floor(real);
        var order = integer.CompareTo(new BigInteger(whole));
        return order == 0 && whole < real ? -1 : order;
    }
}
