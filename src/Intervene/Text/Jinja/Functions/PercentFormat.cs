using System.Text;
using System.Text.RegularExpressions;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's <c>"…" % values</c>.</summary>
internal static partial class PercentFormat
{
    public static string Apply(RenderState state, string format, object? values)
    {
        var positional = values is JinjaTuple tuple ? tuple.Items : [values];
        var used = 0;
        object? Next() => used < positional.Count ? positional[used++] : throw JinjaException.Type("not enough arguments for format string");
        var named = false;
        var result = new StringBuilder();
        var done = 0;
        for (var at = format.IndexOf('%'); at >= 0; at = format.IndexOf('%', done))
        {
            result.Append(format, done, at - done);
            var match = Conversion().Match(format, at);
            done = at + match.Length;
            var type = match.Groups["type"].Value;
            if (type.Length == 0)
            {
                throw JinjaException.Value("incomplete format");
            }

            if (type == "%")
            {
                result.Append('%');
                continue;
            }

            object? value = null;
            if (match.Groups["name"].Success)
            {
                named = true;
                value = Entry(values, match.Groups["name"].Value);
            }

            var flags = match.Groups["flags"].Value;
            var width = Size(match.Groups["width"].Value, Next);
            var precision = match.Groups["precision"].Success ? Math.Max(0, Size(match.Groups["precision"].Value, Next)) : (int?)null;
            flags += width < 0 ? "-" : "";
            result.Append(Convert(state, flags, Math.Abs(width), precision, type, named ? value : Next(), done - 1));
            state.Spend(result.Length - done);
        }

        if (!named && used < positional.Count && values is not (JinjaDict or List<object?> or JinjaRange or Undefined))
        {
            throw JinjaException.Type("not all arguments converted during string formatting");
        }

        return result.Append(format, done, format.Length - done).ToString();
    }

    private static object? Entry(object? values, string name) => values switch
    {
        JinjaDict dict => dict.TryGet(name, out var value) ? value : throw new JinjaException("KeyError", Python.Repr(name)),
        Undefined undefined => throw undefined.Fault(),
        _ => throw JinjaException.Type("format requires a mapping"),
    };

    private static int Size(string text, Func<object?> next) =>
        text == "*" ? Next(next()) : text.Length == 0 ? 0 : int.TryParse(text, out var size) && size < 100_000 ? size : throw TooWide();

    private static int Next(object? value) =>
        value is long size ? Math.Abs(size) < 100_000 ? (int)size : throw TooWide() : throw JinjaException.Type("* wants int");

    private static JinjaException TooWide() => JinjaException.Limit("a format with a width or precision beyond 99999");

    private static string Convert(RenderState state, string flags, int width, int? precision, string type, object? value, int at)
    {
        var sign = flags.Contains('+') ? "+" : flags.Contains(' ') ? " " : "";
        var (alternate, left) = (flags.Contains('#'), flags.Contains('-'));
        string Text(string text) => NumberFormat.Fill(state, "", NumberFormat.Cut(text, precision), width, " ", left ? '<' : '>');
        string Number((string Sign, string Body) parts) => NumberFormat.Fill(
            state, parts.Sign, parts.Body, width, flags.Contains('0') && !left ? "0" : " ", left ? '<' : flags.Contains('0') ? '=' : '>');
        switch (type)
        {
            case "s":
                return Text(Python.Str(value));
            case "r":
                return Text(Python.Repr(value));
            case "a":
                return Text(Python.Ascii(value));
            case "c":
                return Text(value is string text && PythonText.Length(text) == 1 ? text : Numbers.IsInteger(value)
                    ? NumberFormat.Number(value!, "c", null, "", "", false).Body : throw JinjaException.Type("%c requires int or char"));
            case "d" or "i" or "u" or "x" or "X" or "o":
                var whole = value is double real && type is "d" or "i" or "u" ? Numbers.Truncate((double)value!) : value;
                var plain = type is "i" or "u" ? "d" : type;
                if (!Numbers.IsInteger(whole))
                {
                    throw JinjaException.Type(
                        $"%{type} format: {(plain == "d" ? "a real number" : "an integer")} is required, not {Python.NoneType(value)}");
                }

                var (before, digits) = NumberFormat.Number(whole!, plain, null, "", sign, alternate);
                return Number((before, digits.PadLeft(precision ?? 0, '0')));
            case "f" or "F" or "e" or "E" or "g" or "G":
                return Number(NumberFormat.Number(Numbers.ToDouble(value), type, precision, "", sign, alternate));
            default:
                throw JinjaException.Value($"unsupported format character '{type}' (0x{(int)type[0]:x}) at index {at}");
        }
    }

    [GeneratedRegex(@"\G%(?:\((?<name>(?:[^()]|\([^()]*\))*)\))?(?<flags>[#0\- " +
        @"+]*)(?<width>\*|[0-9]*)(?:\.(?<precision>\*|[0-9]*))?[hlL]?(?<type>.)?", RegexOptions.Singleline)]
    private static partial Regex Conversion();
}
