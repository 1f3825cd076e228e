using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's find, index, rfind, rindex and count; positions count code points.</summary>
internal static class StringSearch
{
    public static object? Search(Arguments arguments, string text, string name)
    {
        var bound = arguments.Bind(name, "sub", "start=", "end=");
        var sought = StringMethods.Text(bound[0]);
        var start = Arguments.Or(bound[1], null);
        var part = (string)Slicing.Slice(text, start, Arguments.Or(bound[2], null), null)!;
        if (name == "count")
        {
            return sought.Length == 0 ? PythonText.Length(part) + 1L : part.Split(sought).Length - 1L;
        }

        var at = name[0] == 'r' ? part.LastIndexOf(sought, StringComparison.Ordinal) : part.IndexOf(sought, StringComparison.Ordinal);
        if (at >= 0)
        {
            return PythonText.Length(part[..at]) + Offset(text, start);
        }

        return name.EndsWith("index", StringComparison.Ordinal) ? throw JinjaException.Value("substring not found") : -1L;
    }

    private static long Offset(string text, object? start)
    {
        var length = PythonText.Length(text);
        var from = start is null ? 0 : Numbers.ToLong(start);
        return Math.Clamp(from < 0 ? from + length : from, 0, length);
    }
}
