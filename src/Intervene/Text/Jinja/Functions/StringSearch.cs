using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's find, index, rfind, rindex and count; positions count code points.</summary>
internal static class StringSearch
{
    public static object? Search(Arguments arguments, string text, string name)
    {
        var bound = arguments.BindPositional("str." + name, "sub", "start=", "end=");
        var sought = StringMethods.Text(bound[0]);
        var start = Arguments.Or(bound[1], null);
        var length = PythonText.Length(text);
        var (from, to, _) = Slicing.Bounds(length, start, Arguments.Or(bound[2], null), null);
        var beyond = from > to || (start is not null && Numbers.ToInt(start) > length);
        var part = from == 0 && to == length ? text : (string)Slicing.Slice(text, from, to, null);
        RenderState.LookFor(sought, part);
        if (name == "count")
        {
            return beyond ? 0L : sought.Length == 0 ? PythonText.Length(part) + 1L : (long)part.AsSpan().Count(sought);
        }

        var at = beyond ? -1 : name[0] == 'r' ? part.LastIndexOf(sought, StringComparison.Ordinal) : part.IndexOf(sought, StringComparison.Ordinal);
        if (at >= 0)
        {
            return PythonText.Length(part[..at]) + from;
        }

        return name.EndsWith("index", StringComparison.Ordinal) ? throw JinjaException.Value("substring not found") : -1L;
    }
}
