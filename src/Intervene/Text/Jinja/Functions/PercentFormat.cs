using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Intervene.Text.Jinja.Nodes;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's <c>"…" % values</c>.</summary>
internal static partial class PercentFormat
{
    public static string Apply(RenderState state, string format, object? values)
    {
        var positional = values is JinjaTuple tuple ? tuple.Items : [values];
        var used = 0;
        var named = false;
        var result = new StringBuilder();
        var done = 0;
        foreach (Match match in Conversion().Matches(format))
        {
            result.Append(format, done, match.Index - done);
            done = match.Index + match.Length;
            var type = match.Groups["type"].Value;
            if (type == "%")
            {
                result.Append('%');
                continue;
            }

            object? value;
            if (match.Groups["name"].Success)
            {
                named = true;
                value = values is JinjaDict dict ? Members.Item(dict, match.Groups["name"].Value) : throw JinjaException.Type("format requires a mapping");
            }
            else
            {
                value = used < positional.Count ? positional[used++] : throw JinjaException.Type("not enough arguments for format string");
            }

            result.Append(Convert(state, match, type, value));
        }

        if (!named && used < positional.Count && values is not JinjaDict)
        {
            throw JinjaException.Type("not all arguments converted during string formatting");
        }

        return result.Append(format, done, format.Length - done).ToString();
    }

    private static string Convert(RenderState state, Match match, string type, object? value)
    {
        var flags = match.Groups["flags"].Value;
        var precision = match.Groups["precision"].Value is { Length: > 0 } digits ? $".{digits}" : "";
        var sign = flags.Contains('+') ? "+" : flags.Contains(' ') ? " " : "";
        var align = flags.Contains('-') ? "<" : flags.Contains('0') && type is not ("s" or "r") ? "0" : ">";
        var width = align == "0" ? $"0{match.Groups["width"].Value}" : match.Groups["width"].Value;
        var before = align == "0" ? "" : align;
        switch (type)
        {
            case "s" or "r":
                return NumberFormat.Apply(state, type == "r" ? Python.Repr(value) : Python.Str(value), $"{before}{width}{precision}s");
            case "d" or "i" or "u" or "x" or "X" or "o" when Numbers.IsNumber(value):
                var whole = value is double real ? (long)real : Numbers.ToLong(value);
                return NumberFormat.Apply(state, whole, $"{before}{sign}{width}{(type is "i" or "u" ? "d" : type)}");
            case "f" or "F" or "e" or "E" or "g" or "G" when Numbers.IsNumber(value):
                return NumberFormat.Apply(state, Numbers.ToDouble(value), $"{before}{sign}{width}{precision}{type}");
            case "c" when value is string text:
                return text;
            default:
                throw JinjaException.Type(string.Create(CultureInfo.InvariantCulture, $"%{type} format: a number is required, not {Python.NoneType(value)}"));
        }
    }

    [GeneratedRegex(@"%(?:\((?<name>[^)]*)\))?(?<flags>[#0\- +]*)(?<width>[0-9]*)(?:\.(?<precision>[0-9]*))?(?<type>[diouxXeEfFgGcrs%])")]
    private static partial Regex Conversion();
}
