using System.Globalization;
using System.Numerics;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters on numbers.</summary>
internal static class NumberFilters
{
    public static object? Abs(object? value, Arguments arguments)
    {
        arguments.Bind("abs");
        return value switch
        {
            double real => Math.Abs(real),
            _ when Numbers.IsInteger(value) => Numbers.Normal(BigInteger.Abs(Numbers.ToBig(value))),
            _ => throw JinjaException.Type($"bad operand type for abs(): '{Python.NoneType(value)}'"),
        };
    }

    public static object? Int(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("int", "default=", "base=");
        switch (value)
        {
            case Undefined undefined:
                throw undefined.Fault();
            case bool:
                return Numbers.ToLong(value);
            case long or BigInteger:
                return value;
            case double real:
                return double.IsFinite(real) ? Numbers.Truncate(real) : Arguments.Or(bound[0], 0L);
            case string text when PythonNumbers.TryInteger(text, Numbers.ToInt(Arguments.Or(bound[1], 10L)), out var integer):
                return integer;
            case string text when PythonNumbers.TryFloat(text, out var number) && double.IsFinite(number):
                return Numbers.Truncate(number);
            default:
                return Arguments.Or(bound[0], 0L);
        }
    }

    public static object? Float(object? value, Arguments arguments)
    {
        var fallback = Arguments.Or(arguments.Bind("float", "default=")[0], 0.0);
        return value is Undefined undefined ? throw undefined.Fault() : Numbers.IsNumber(value) ? Numbers.ToDouble(value)
            : value is string text && PythonNumbers.TryFloat(text, out var real) ? real : fallback;
    }

    public static object? Round(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("round", "precision=", "method=");
        var method = Python.Str(Arguments.Or(bound[1], "common"));
        var precision = Numbers.ToInt(Arguments.Or(bound[0], 0L));
        var number = Numbers.ToDouble(Required(value));
        var scale = Math.Pow(10, precision);
        return method switch
        {
            "common" when Numbers.IsInteger(value) => Numbers.Normal(NearestInteger(Numbers.ToBig(value), -precision)),
            "common" => (object)Nearest(number, Math.Clamp(precision, -300, 300)),
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            _ => throw new JinjaException("FilterArgumentError", "method must be common, ceil or floor"),
        };
    }

    public static object? Sum(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("sum", "attribute=", "start=");
        var attribute = Arguments.Or(bound[0], null);
        var start = Arguments.Or(bound[1], 0L);
        if (start is string)
        {
            throw JinjaException.Type("sum() can't sum strings [use ''.join(seq) instead]");
        }

        return Python.Iterate(value).Aggregate(
            start,
            (total, item) => ValueOperators.Apply(arguments.State, "+", total, attribute is null ? item : SelectFilters.Path(item, attribute)));
    }

    public static object? FileSize(object? value, Arguments arguments)
    {
        var binary = Python.IsTrue(Arguments.Or(arguments.Bind("filesizeformat", "binary=")[0], false));
        var bytes = Numbers.ToDouble(Float(value, Arguments.Of(arguments.State)));
        double unit = binary ? 1024 : 1000;
        if (bytes < unit)
        {
            return bytes == 1 ? "1 Byte" : string.Create(CultureInfo.InvariantCulture, $"{(long)bytes} Bytes");
        }

        var power = 1;
        while (power < 8 && bytes >= Math.Pow(unit, power + 1))
        {
            power++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes / Math.Pow(unit, power):F1} {"kMGTPEZY"[power - 1]}{(binary ? "iB" : "B")}")
            .Replace("kiB", "KiB", StringComparison.Ordinal);
    }

    private static BigInteger NearestInteger(BigInteger value, int zeros)
    {
        if (zeros is <= 0 or > 10_000)
        {
            return zeros <= 0 ? value : BigInteger.Zero;
        }

        var unit = BigInteger.Pow(10, zeros);
        var quotient = BigInteger.DivRem(value, unit, out var rest);
        var half = (BigInteger.Abs(rest) * 2).CompareTo(unit);
        return (quotient + (half > 0 || (half == 0 && !quotient.IsEven) ? value.Sign : 0)) * unit;
    }

    /// <summary>Python's round: the nearest decimal of the exact value, halves to even.</summary>
    private static double Nearest(double number, int precision)
    {
        if (!double.IsFinite(number))
        {
            return number;
        }

        if (precision < 0)
        {
            var unit = Math.Pow(10, -precision);
            return Math.Round(number / unit, MidpointRounding.ToEven) * unit;
        }

        var mayBeHalf = number * Math.Pow(2, precision + 1) % 1 == 0;
        var scale = Math.Pow(10, precision);
        return mayBeHalf && Math.Abs(number * scale) < 1e15
            ? Math.Round(number * scale, MidpointRounding.ToEven) / scale
            : double.Parse(number.ToString($"F{precision}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static object Required(object? value) => value switch
    {
        bool flag => flag ? 1L : 0L,
        not null when Numbers.IsNumber(value) => value,
        _ => throw JinjaException.Type($"type {Python.NoneType(value)} doesn't define __round__ method"),
    };
}
