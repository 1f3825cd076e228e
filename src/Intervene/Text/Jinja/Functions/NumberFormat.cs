using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's format specifications, <c>[[fill]align][sign][#][0][width][,][.precision][type]</c>, for strings, ints and floats.</summary>
internal static partial class NumberFormat
{
    /// <summary>What <c>format(value, specification)</c> gives.</summary>
    /// <exception cref="JinjaException">The specification is not one for the value's type.</exception>
    public static string Apply(RenderState state, object? value, string specification)
    {
        if (specification.Length == 0)
        {
            return Python.Str(value);
        }

        var match = Specification().Match(specification);
        if (!Numbers.IsNumber(value) && value is not string)
        {
            throw JinjaException.Type($"unsupported format string passed to {Python.NoneType(value)}.__format__");
        }

        if (!match.Success)
        {
            throw JinjaException.Value($"Invalid format specifier '{specification}' for object of type '{Python.NoneType(value)}'");
        }

        string Part(string name) => match.Groups[name].Value;
        var type = Part("type");
        var precision = Part("precision") is { Length: > 0 } digits ? Size(digits) : (int?)null;
        var width = Part("width") is { Length: > 0 } given ? Size(given) : 0;
        var zero = Part("zero").Length > 0;
        var align = Part("align") is { Length: > 0 } named ? named[^1] : zero ? '=' : value is string ? '<' : '>';
        var fill = Part("fill") is { Length: > 0 } filler ? filler : zero ? "0" : " ";
        if (value is string text)
        {
            return type is not ("" or "s") ? throw Unknown(type, value)
                : Part("sign").Length > 0 || Part("comma").Length > 0 || Part("alternate").Length > 0 || (align == '=' && Part("align").Length > 0)
                    ? throw JinjaException.Value("Sign, comma, '#' and '=' are not allowed in a string's format specifier")
                    : Fill(state, "", Cut(text, precision), width, fill, align == '=' ? '<' : align);
        }

        var (sign, body) = Number(value!, type, precision, Part("comma"), Part("sign"), Part("alternate").Length > 0);
        if (zero && align == '=' && Part("comma").Length > 0)
        {
            body = GroupedTo(body, width - sign.Length, Part("comma")[0], type is "x" or "X" or "b" or "o" ? 4 : 3);
        }

        return Fill(state, sign, body, width, fill, align);
    }

    /// <summary>Fills up to a width: <c>=</c> between the sign and the rest.</summary>
    public static string Fill(RenderState state, string sign, string body, int width, string fill, char align)
    {
        var missing = Math.Max(0, width - PythonText.Length(body) - sign.Length);
        state.Spend(missing);
        var before = align switch { '<' => 0, '^' => missing / 2, _ => missing };
        string Filled(int count) => string.Concat(Enumerable.Repeat(fill, count));
        return align == '=' ? sign + Filled(missing) + body : Filled(before) + sign + body + Filled(missing - before);
    }

    /// <summary>The first so many code points.</summary>
    public static string Cut(string text, int? length) =>
        length is { } most && most < text.Length ? string.Concat(PythonText.CodePoints(text).Take(most).Cast<string>()) : text;

    /// <summary>Sign (with the prefix of a base) and digits of a number in one of the types d x X o b c n e E f F g G %.</summary>
    public static (string Sign, string Body) Number(object value, string type, int? precision, string comma, string sign, bool alternate)
    {
        var whole = Numbers.IsInteger(value) && type is "" or "d" or "n" or "x" or "X" or "o" or "b" or "c";
        if (value is bool && type.Length == 0 && comma.Length == 0)
        {
            value = Numbers.ToLong(value);
        }

        if (!Numbers.IsInteger(value) && type is "d" or "x" or "X" or "o" or "b" or "c" or "s" || type == "s")
        {
            throw Unknown(type, value);
        }

        if (whole && precision is not null)
        {
            throw JinjaException.Value("Precision not allowed in integer format specifier");
        }

        string body;
        bool negative;
        var prefix = "";
        if (whole)
        {
            var integer = Numbers.ToBig(value);
            negative = integer.Sign < 0;
            prefix = alternate && type is "x" or "X" or "o" or "b" ? $"0{type}" : "";
            body = type == "c" ? Character(integer) : Digits(BigInteger.Abs(integer), type);
        }
        else
        {
            var real = Numbers.ToDouble(value);
            negative = double.IsNegative(real) && !double.IsNaN(real);
            body = FloatFormat.Apply(Math.Abs(real), type, precision, alternate);
        }

        body = comma.Length > 0 ? Grouped(body, comma[0], type is "x" or "X" or "b" or "o" ? 4 : 3) : body;
        return ((negative ? "-" : sign is "+" or " " ? sign : "") + prefix, body);
    }

    private static JinjaException Unknown(string type, object? value) =>
        JinjaException.Value($"Unknown format code '{type}' for object of type '{Python.NoneType(value)}'");

    private static string Character(BigInteger point) => point >= 0 && point <= 0x10FFFF
        ? point < 0xD800 || point > 0xDFFF ? char.ConvertFromUtf32((int)point) : ((char)(int)point).ToString()
        : throw new JinjaException("OverflowError", "%c arg not in range(0x110000)");

    private static string Digits(BigInteger value, string type)
    {
        if (type is "" or "d" or "n")
        {
            return Numbers.Digits(value);
        }

        var hex = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        var result = type switch
        {
            "x" => hex,
            "X" => hex.ToUpperInvariant(),
            "b" => value.ToString("b", CultureInfo.InvariantCulture).TrimStart('0'),
            _ => Octal(value),
        };
        return result.Length == 0 ? "0" : result;
    }

    private static string Octal(BigInteger value)
    {
        var result = new StringBuilder();
        for (; !value.IsZero; value >>= 3)
        {
            result.Insert(0, (char)('0' + (int)(value & 7)));
        }

        return result.ToString();
    }

    private static string Grouped(string body, char comma, int size)
    {
        var length = body.TakeWhile(char.IsAsciiLetterOrDigit).Count();
        length = size == 3 ? body.TakeWhile(char.IsAsciiDigit).Count() : length;
        var result = new StringBuilder(body);
        for (var at = length - size; at > 0; at -= size)
        {
            result.Insert(at, comma);
        }

        return result.ToString();
    }

    /// <summary>Zeros before the digits, themselves grouped, up to a width.</summary>
    private static string GroupedTo(string body, int width, char comma, int size)
    {
        var plain = body.Replace(comma.ToString(), "", StringComparison.Ordinal);
        var result = body;
        while (result.Length < width)
        {
            plain = "0" + plain;
            result = Grouped(plain, comma, size);
        }

        return result;
    }

    private static int Size(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size < 100_000
        ? size : throw JinjaException.Limit("a format with a width or precision beyond 99999");

    [GeneratedRegex(@"\A(?:(?<fill>[\uD800-\uDBFF][\uDC00-\uDFFF]|.)?(?<align>[<>=^]))?(?<sign>[+\- " +
        @"])?(?<alternate>\#)?(?<zero>0)?(?<width>[0-9]+)?(?<comma>[,_])?(?:\.(?<precision>[0-9]+))?(?<type>[a-zA-Z%])?\z", RegexOptions.Singleline)]
    private static partial Regex Specification();
}
