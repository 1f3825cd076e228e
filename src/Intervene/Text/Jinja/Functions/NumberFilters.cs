using System.Globalization;
using System.Numerics;
using Intervene.Text.Jinja.Nodes;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters on numbers.</summary>
internal static class NumberFilters
{
    public static object? Abs(object? value, Arguments arguments)
    {
        arguments.Bind("abs");
        return value is double real ? Math.Abs(real) : Numbers.IsNumber(value) && Numbers.ToDouble(value) < 0 ? Numbers.Negate(value!) : Required(value);
    }

    public static object? Int(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("int", "default=", "base=");
        var numberBase = Numbers.ToInt(Arguments.Or(bound[1], 10L));
        switch (value)
        {
            case Undefined undefined:
                throw undefined.Fault();
            case bool or long:
                return Numbers.ToLong(value);
            case BigInteger:
                return value;
            case double real when Math.Abs(real) < long.MaxValue:
                return (long)real;
            case string text when numberBase == 10 && double.TryParse(Digits(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var real):
                return long.TryParse(Digits(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer
                    : Math.Abs(real) < long.MaxValue ? (long)real : Arguments.Or(bound[0], 0L);
            case string text when numberBase is 2 or 8 or 16:
                try
                {
                    var digits = text.Trim().ToLowerInvariant();
                    digits = digits.StartsWith("0x", StringComparison.Ordinal) || digits.StartsWith("0b", StringComparison.Ordinal)
                        || digits.StartsWith("0o", StringComparison.Ordinal) ? digits[2..] : digits;
                    return Convert.ToInt64(digits, numberBase);
                }
                catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentException)
                {
                    return Arguments.Or(bound[0], 0L);
                }

            default:
                return Arguments.Or(bound[0], 0L);
        }
    }

    public static object? Float(object? value, Arguments arguments)
    {
        var fallback = Arguments.Or(arguments.Bind("float", "default=")[0], 0.0);
        return value is Undefined undefined ? throw undefined.Fault() : Numbers.IsNumber(value) ? Numbers.ToDouble(value)
            : value is string text && double.TryParse(Digits(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : fallback;
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
            "common" when Numbers.IsInteger(value) && precision >= 0 => Numbers.ToLong(value),
            "common" when Numbers.IsInteger(value) => (long)Nearest(number, Math.Clamp(precision, -18, 0)),
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
            (total, item) => Arithmetic.Apply(arguments.State, "+", total, attribute is null ? item : SelectFilters.Path(item, attribute)));
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

    private static string Digits(string text) => text.Trim().Replace("_", "", StringComparison.Ordinal);

    private static object Required(object? value) => value switch
    {
        Undefined undefined => throw undefined.Fault(),
        bool flag => flag ? 1L : 0L,
        not null when Numbers.IsNumber(value) => value,
        _ => throw JinjaException.Type($"a number is required, not {Python.NoneType(value)}"),
    };
}
