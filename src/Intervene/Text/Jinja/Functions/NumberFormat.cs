using System.Globalization;
using System.Text.RegularExpressions;
using Intervene.Text.Jinja.Nodes;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's format specifications, <c>[[fill]align][sign][#][0][width][,][.precision][type]</c>, for strings, ints and floats.</summary>
internal static partial class NumberFormat
{
    public static string Apply(RenderState state, object? value, string specification)
    {
        if (specification.Length == 0)
        {
            return Python.Str(value);
        }

        var match = Specification().Match(specification);
        if (!match.Success)
        {
            throw JinjaException.Value($"Invalid format specifier '{specification}'");
        }

        string Part(string name) => match.Groups[name].Value;
        var type = Part("type");
        var precision = Part("precision") is { Length: > 0 } digits ? Size(digits) : (int?)null;
        var isNumber = Numbers.IsNumber(value) && !(value is bool && type.Length == 0);
        var body = isNumber && type != "s"
            ? Number(value!, type, precision, Part("comma"), Part("sign"))
            : type is "" or "s" ? Cut(Python.Str(value), precision)
            : throw JinjaException.Value($"Unknown format code '{type}' for object of type '{Python.NoneType(value)}'");
        var width = Part("width") is { Length: > 0 } given ? Size(given) : 0;
        var zero = Part("zero").Length > 0 && Part("align").Length == 0;
        var align = Part("align") is { Length: > 0 } named ? named[^1] : zero ? '=' : isNumber ? '>' : '<';
        var fill = Part("align").Length == 2 ? Part("align")[0] : zero ? '0' : ' ';
        var signLength = align == '=' && body is ['-' or '+' or ' ', ..] ? 1 : 0;
        return body[..signLength] + Fill(state, body[signLength..], width - signLength, fill, align);
    }

    /// <summary>A float or int in one of the types d x X o b e E f F g G % n.</summary>
    public static string Number(object value, string type, int? precision, string comma, string sign)
    {
        var text = type switch
        {
            "" or "d" or "n" when Numbers.IsInteger(value) =>
                Math.Abs(Numbers.ToLong(value) + 0m).ToString(comma.Length > 0 ? "#,##0" : "0", CultureInfo.InvariantCulture),
            "x" or "X" or "o" or "b" when Numbers.IsInteger(value) => Radix(Math.Abs(Numbers.ToLong(value)), type),
            "c" when Numbers.IsInteger(value) => char.ConvertFromUtf32(Numbers.ToInt(value)),
            "" when precision is null => Numbers.Repr(Math.Abs(Numbers.ToDouble(value))),
            "f" or "F" => Math.Abs(Numbers.ToDouble(value)).ToString($"{(comma.Length > 0 ? 'N' : 'F')}{precision ?? 6}", CultureInfo.InvariantCulture),
            "%" => Math.Abs(Numbers.ToDouble(value) * 100).ToString($"F{precision ?? 6}", CultureInfo.InvariantCulture) + "%",
            "e" or "E" => Math.Abs(Numbers.ToDouble(value)).ToString($"0.{new string('0', precision ?? 6)}{type}+00", CultureInfo.InvariantCulture),
            "" or "g" or "G" => General(Math.Abs(Numbers.ToDouble(value)), precision ?? 6),
            _ => throw JinjaException.Value($"Unknown format code '{type}' for object of type '{Python.TypeName(value)}'"),
        };
        var negative = value is double real ? double.IsNegative(real) : Numbers.ToDouble(value) < 0;
        return (negative ? "-" : sign == "+" ? "+" : sign == " " ? " " : "") + text;
    }

    private static string General(double value, int precision)
    {
        var digits = Math.Max(1, precision);
        var scientific = value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific[(scientific.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        return exponent < -4 || exponent >= digits
            ? value.ToString($"0.{new string('#', digits - 1)}e+00", CultureInfo.InvariantCulture)
            : value.ToString($"0.{new string('#', digits - 1 - exponent)}", CultureInfo.InvariantCulture);
    }

    private static string Radix(long value, string type) => type switch
    {
        "x" => value.ToString("x", CultureInfo.InvariantCulture),
        "X" => value.ToString("X", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, type == "o" ? 8 : 2),
    };

    private static string Cut(string text, int? length) => length is { } most ? string.Concat(PythonText.CodePoints(text).Take(most).Cast<string>()) : text;

    private static string Fill(RenderState state, string text, int width, char fill, char align)
    {
        var missing = Math.Max(0, width - PythonText.Length(text));
        state.Spend(missing);
        var before = align switch { '<' => 0, '^' => missing / 2, _ => missing };
        return new string(fill, before) + text + new string(fill, missing - before);
    }

    private static int Size(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size < 1000
        ? size : throw JinjaException.Value("a width or precision beyond 999 is refused");

    [GeneratedRegex(@"\A(?<align>.?[<>=^])?(?<sign>[+\- ])?#?(?<zero>0)?(?<width>[0-9]+)?(?<comma>[,_])?(?:\.(?<precision>[0-9]+))?(?<type>[a-zA-Z%])?\z", RegexOptions.Singleline)]
    private static partial Regex Specification();
}
