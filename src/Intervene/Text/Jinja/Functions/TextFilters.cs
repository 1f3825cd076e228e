using System.Net;
using System.Text.RegularExpressions;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters on strings; other values are printed first.</summary>
internal static partial class TextFilters
{
    public static object? Trim(object? value, Arguments arguments) =>
        Arguments.Or(arguments.Bind("trim", "chars=")[0], null) is var characters && characters is null or string
        ? PythonText.Trim(Python.Str(value), (string?)characters) : throw JinjaException.Type("strip arg must be None or str");

    public static object? Replace(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("replace", "old", "new", "count=");
        var count = Arguments.Or(bound[2], null) is { } limit ? Numbers.ToInt(limit) : -1;
        return StringMethods.Replace(arguments.State, Python.Str(value), Python.Str(bound[0]), Python.Str(bound[1]), count);
    }

    public static object? Center(object? value, Arguments arguments)
    {
        var width = Numbers.ToInt(Arguments.Or(arguments.Bind("center", "width=")[0], 80L));
        return StringMethods.Pad(arguments.State, Python.Str(value), width, ' ', left: true, right: true);
    }

    public static object? Escape(object? value, Arguments arguments)
    {
        arguments.Bind("escape");
        return Python.Str(value).Replace("&", "&amp;").Replace(">", "&gt;").Replace("<", "&lt;").Replace("'", "&#39;").Replace("\"", "&#34;");
    }

    public static object? Format(object? value, Arguments arguments)
    {
        if (arguments.Positional.Count > 0 && arguments.Named.Count > 0)
        {
            throw new JinjaException("FilterArgumentError", "can't handle positional and keyword arguments at the same time");
        }

        var names = new JinjaDict();
        foreach (var (key, item) in arguments.Named)
        {
            names.Set(key, item);
        }

        return PercentFormat.Apply(arguments.State, Python.Str(value), names.Count > 0 ? names : new JinjaTuple(arguments.Positional));
    }

    public static object? Indent(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("indent", "width=", "first=", "blank=");
        var width = Arguments.Or(bound[0], 4L);
        arguments.State.Spend(width is string ? 0 : Numbers.ToInt(width));
        var indent = width as string ?? new string(' ', Math.Max(0, Numbers.ToInt(width)));
        var (first, blank) = (Python.IsTrue(Arguments.Or(bound[1], false)), Python.IsTrue(Arguments.Or(bound[2], false)));
        var text = value as string ?? throw ((value as Undefined)?.Fault()
            ?? new JinjaException("AttributeError", $"'{Python.NoneType(value)}' object has no attribute 'splitlines'"));
        var lines = Splitting.Lines(text + "\n", keepEnds: false);
        arguments.State.Spend((long)lines.Count * indent.Length);
        return string.Join(
            '\n', lines.Cast<string>().Select((line, index) => (index == 0 ? first : blank || line.Length > 0) ? indent + line : line));
    }

    public static object? Truncate(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("truncate", "length=", "killwords=", "end=", "leeway=");
        var text = Python.Str(value);
        var (length, end) = (Numbers.ToInt(Arguments.Or(bound[0], 255L)), Python.Str(Arguments.Or(bound[2], "...")));
        var leeway = Numbers.ToInt(Arguments.Or(bound[3], null) ?? 5L);
        var points = PythonText.CodePoints(text);
        var kept = length - PythonText.Length(end);
        if (kept < 0 || leeway < 0)
        {
            throw new JinjaException(
                "AssertionError", kept < 0 ? $"expected length >= {PythonText.Length(end)}, got {length}" : $"expected leeway >= 0, got {leeway}");
        }

        if (points.Count <= length + leeway)
        {
            return text;
        }

        var cut = string.Concat(points.Take(kept).Cast<string>());
        var space = cut.LastIndexOf(' ');
        return (Python.IsTrue(Arguments.Or(bound[1], false)) || space < 0 ? cut : cut[..space]) + end;
    }

    public static object? WordCount(object? value, Arguments arguments)
    {
        arguments.Bind("wordcount");
        return (long)Word().Count(Python.Str(value));
    }

    public static object? StripTags(object? value, Arguments arguments)
    {
        arguments.Bind("striptags");
        var text = Tag().Replace(Comment().Replace(Python.Str(value), ""), "");
        return WebUtility.HtmlDecode(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    public static object? UrlEncode(object? value, Arguments arguments)
    {
        arguments.Bind("urlencode");
        static string Quote(string text, bool query) =>
            Uri.EscapeDataString(text).Replace("%2F", query ? "%2F" : "/", StringComparison.Ordinal)
                .Replace("%20", query ? "+" : "%20", StringComparison.Ordinal);
        var pairs = value is JinjaDict dict ? dict.Items.Select(item => (item.Key, item.Value))
            : value is string or Undefined ? null
            : Python.Iterate(value).Select(item => Python.Iterate(item) is [var key, var member]
                ? (key, member) : throw JinjaException.Value("expected pairs"));
        return pairs is null
            ? Quote(Python.Str(value), query: false)
            : string.Join('&', pairs.Select(pair => $"{Quote(Python.Str(pair.Item1), true)}={Quote(Python.Str(pair.Item2), true)}"));
    }

    /// <summary>Capitals after white space, dashes and opening brackets.</summary>
    public static string Title(string text) => string.Concat(WordStart().Split(text).Select(CaseMapping.UpperFirst));

    [GeneratedRegex(@"([-\s({\[<]+)")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("<.*?>", RegexOptions.Singleline)]
    private static partial Regex Tag();
}
