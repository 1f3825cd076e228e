using System.Text;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's methods of str.</summary>
internal static class StringMethods
{
    /// <summary>The bound method, or null when str has none of that name (or one that a template has no use for).</summary>
    public static Function? Find(string text, string name) =>
        Body(text, name) is { } body ? new(name, arguments => Counted(arguments, text, body)) : null;

    private static object? Counted(Arguments arguments, string text, Func<Arguments, object?> body)
    {
        arguments.State.Touch(text);
        var result = body(arguments);
        arguments.State.Spend((result as string)?.Length ?? 0);
        return result;
    }

    private static Func<Arguments, object?>? Body(string text, string name) => name switch
    {
        "upper" => Plain(name, () => CaseMapping.Upper(text)),
        "lower" => Plain(name, () => CaseMapping.Lower(text)),
        "casefold" => Plain(name, () => CaseMapping.Fold(text)),
        "capitalize" => Plain(name, () => CaseMapping.Capitalize(text)),
        "title" => Plain(name, () => CaseMapping.Title(text)),
        "swapcase" => Plain(name, () => CaseMapping.SwapCase(text)),
        "strip" => arguments => PythonText.Trim(text, Characters(arguments, name)),
        "lstrip" => arguments => PythonText.Trim(text, Characters(arguments, name), end: false),
        "rstrip" => arguments => PythonText.Trim(text, Characters(arguments, name), start: false),
        "startswith" => arguments => Affix(arguments, name, text, (part, affix) => part.StartsWith(affix, StringComparison.Ordinal)),
        "endswith" => arguments => Affix(arguments, name, text, (part, affix) => part.EndsWith(affix, StringComparison.Ordinal)),
        "removeprefix" => arguments =>
            Text(arguments.BindPositional("str." + name, "prefix")[0]) is var prefix && text.StartsWith(prefix, StringComparison.Ordinal)
                ? text[prefix.Length..] : text,
        "removesuffix" => arguments =>
            Text(arguments.BindPositional("str." + name, "suffix")[0]) is var suffix && text.EndsWith(suffix, StringComparison.Ordinal)
                ? text[..^suffix.Length] : text,
        "replace" => arguments => arguments.BindPositional("str.replace", "old", "new", "count=") is var bound
            ? Replace(arguments.State, text, Text(bound[0]), Text(bound[1]), Numbers.ToInt(Arguments.Or(bound[2], -1L))) : null,
        "split" => arguments => Splitting.Split(arguments, text, fromRight: false),
        "rsplit" => arguments => Splitting.Split(arguments, text, fromRight: true),
        "splitlines" => arguments => Splitting.Lines(text, Python.IsTrue(Arguments.Or(arguments.Bind(name, "keepends=")[0], false))),
        "partition" => arguments => Splitting.Partition(text, Text(arguments.BindPositional("str.partition", "sep")[0]), fromRight: false),
        "rpartition" => arguments => Splitting.Partition(text, Text(arguments.BindPositional("str.rpartition", "sep")[0]), fromRight: true),
        "join" => arguments => Join(arguments, text),
        "find" or "index" or "rfind" or "rindex" or "count" => arguments => StringSearch.Search(arguments, text, name),
        "format" => arguments => BraceFormat.Apply(text, arguments),
        "format_map" => arguments => BraceFormat.Apply(
            text, arguments with { Positional = [], Named = Names(arguments.BindPositional("str.format_map", "mapping")[0]) }),
        "zfill" => arguments => ZeroFill(arguments, text),
        "center" => arguments => Pad(arguments, name, text, left: true, right: true),
        "ljust" => arguments => Pad(arguments, name, text, left: false, right: true),
        "rjust" => arguments => Pad(arguments, name, text, left: true, right: false),
        "expandtabs" =>
            arguments => ExpandTabs(arguments.State, text, Math.Max(0, Numbers.ToInt(Arguments.Or(arguments.Bind(name, "tabsize=")[0], 8L)))),
        _ when name.StartsWith("is", StringComparison.Ordinal) && StringPredicates.Find(name) is { } predicate => Plain(name, () => predicate(text)),
        _ => null,
    };

    /// <summary>Replaces at most <paramref name="count"/> times (all when negative); an empty old text stands between all code points.</summary>
    public static string Replace(RenderState state, string text, string old, string replacement, int count)
    {
        if (old.Length == 0)
        {
            var pieces = PythonText.CodePoints(text);
            state.Spend((long)(pieces.Count + 1) * replacement.Length);
            var times = count < 0 ? pieces.Count + 1 : count;
            var result = new StringBuilder(times > 0 ? replacement : "");
            for (var i = 0; i < pieces.Count; i++)
            {
                result.Append((string)pieces[i]!).Append(i + 1 < times ? replacement : "");
            }

            return result.ToString();
        }

        RenderState.LookFor(old, text);
        var parts = text.Split(old, count < 0 ? int.MaxValue : count == int.MaxValue ? count : count + 1);
        state.Spend(text.Length + ((long)parts.Length * replacement.Length));
        return string.Join(replacement, parts);
    }

    /// <summary>Fills up to a width of code points; of an odd fill on both sides Python puts the extra one left when the width is odd.</summary>
    public static string Pad(RenderState state, string text, int width, char fill, bool left, bool right)
    {
        var missing = Math.Max(0, width - PythonText.Length(text));
        state.Spend(missing);
        var before = left && right ? (missing / 2) + (missing & width & 1) : left ? missing : 0;
        return new string(fill, before) + text + new string(fill, missing - before);
    }

    /// <summary>A string argument.</summary>
    public static string Text(object? value) => value as string
        ?? throw JinjaException.Type($"a str is required, not {Python.NoneType(value)}");

    private static Func<Arguments, object?> Plain(string name, Func<object?> body) => arguments =>
    {
        arguments.BindPositional("str." + name);
        return body();
    };

    private static Dictionary<string, object?> Names(object? value) =>
        (value as JinjaDict ?? throw JinjaException.Type("format_map() wants a dict")).Items
        .Where(item => item.Key is string).ToDictionary(item => (string)item.Key!, item => item.Value, StringComparer.Ordinal);

    private static string? Characters(Arguments arguments, string name) =>
        Arguments.Or(arguments.BindPositional("str." + name, "chars=")[0], null) is { } value ? Text(value) : null;

    private static bool Affix(Arguments arguments, string name, string text, Func<string, string, bool> holds)
    {
        var bound = arguments.BindPositional("str." + name, "affix", "start=", "end=");
        var (from, to, _) = Slicing.Bounds(PythonText.Length(text), Arguments.Or(bound[1], null), Arguments.Or(bound[2], null), null);
        var start = Arguments.Or(bound[1], null) is { } given ? Numbers.ToInt(given) : 0;
        var beyond = start > PythonText.Length(text) || from > to;
        var part = from == 0 && to >= text.Length ? text : (string)Slicing.Slice(text, from, to, null);
        bool Fits(object? item) => item is string affix ? !beyond && holds(part, affix)
            : throw JinjaException.Type($"{name} first arg must be str or a tuple of str, not {Python.NoneType(item)}");
        return bound[0] is JinjaTuple tuple ? tuple.Items.Any(Fits) : Fits(bound[0]);
    }

    private static string Join(Arguments arguments, string separator)
    {
        var items = Python.Iterate(arguments.BindPositional("str.join", "iterable")[0]);
        var parts = items.Select((item, index) => item as string
            ?? throw JinjaException.Type($"sequence item {index}: expected str instance, {Python.NoneType(item)} found")).ToList();
        arguments.State.Spend(parts.Sum(part => (long)part.Length + separator.Length));
        return string.Join(separator, parts);
    }

    private static string Pad(Arguments arguments, string name, string text, bool left, bool right)
    {
        var bound = arguments.BindPositional("str." + name, "width", "fillchar=");
        return Text(Arguments.Or(bound[1], " ")) is [var fill]
            ? Pad(arguments.State, text, Numbers.ToInt(bound[0]), fill, left, right)
            : throw JinjaException.Type("The fill character must be exactly one character long");
    }

    private static string ZeroFill(Arguments arguments, string text)
    {
        var signs = text is ['+' or '-', ..] ? 1 : 0;
        var width = Numbers.ToInt(arguments.BindPositional("str.zfill", "width")[0]) - signs;
        return text[..signs] + Pad(arguments.State, text[signs..], width, '0', left: true, right: false);
    }

    private static string ExpandTabs(RenderState state, string text, int size)
    {
        state.Spend((long)size * text.Count(c => c == '\t'));
        var result = new StringBuilder(text.Length);
        var column = 0;
        foreach (var c in text)
        {
            var width = c == '\t' ? (size == 0 ? 0 : size - (column % size)) : 1;
            result.Append(c == '\t' ? ' ' : c, width);
            column = c is '\n' or '\r' ? 0 : column + width;
        }

        return result.ToString();
    }
}
