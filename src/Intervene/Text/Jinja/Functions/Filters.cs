using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Jinja's filters by name. Those that choose at random, fetch or print the interpreter's own objects do not exist here.</summary>
internal static class Filters
{
    private delegate object? Body(object? value, Arguments arguments);

    private static readonly Dictionary<string, Body> All = new(StringComparer.Ordinal)
    {
        ["abs"] = NumberFilters.Abs,
        ["attr"] = SequenceFilters.Attr,
        ["batch"] = SequenceFilters.Batch,
        ["capitalize"] = (value, arguments) => TextOnly("capitalize", value, arguments, CaseMapping.Capitalize),
        ["center"] = TextFilters.Center,
        ["count"] = SequenceFilters.Length,
        ["d"] = SequenceFilters.Default,
        ["default"] = SequenceFilters.Default,
        ["dictsort"] = OrderFilters.DictSort,
        ["e"] = TextFilters.Escape,
        ["escape"] = TextFilters.Escape,
        ["filesizeformat"] = NumberFilters.FileSize,
        ["first"] = SequenceFilters.First,
        ["float"] = NumberFilters.Float,
        ["forceescape"] = TextFilters.Escape,
        ["format"] = TextFilters.Format,
        ["groupby"] = OrderFilters.GroupBy,
        ["indent"] = TextFilters.Indent,
        ["int"] = NumberFilters.Int,
        ["items"] = SequenceFilters.Items,
        ["join"] = SequenceFilters.Join,
        ["last"] = SequenceFilters.Last,
        ["length"] = SequenceFilters.Length,
        ["list"] = SequenceFilters.List,
        ["lower"] = (value, arguments) => TextOnly("lower", value, arguments, CaseMapping.Lower),
        ["map"] = SelectFilters.Map,
        ["max"] = (value, arguments) => OrderFilters.Extreme("max", value, arguments, sign: 1),
        ["min"] = (value, arguments) => OrderFilters.Extreme("min", value, arguments, sign: -1),
        ["reject"] = (value, arguments) => SelectFilters.Select(value, arguments, keep: false),
        ["rejectattr"] = (value, arguments) => SelectFilters.SelectAttribute(value, arguments, keep: false),
        ["replace"] = TextFilters.Replace,
        ["reverse"] = SequenceFilters.Reverse,
        ["round"] = NumberFilters.Round,
        ["safe"] = (value, arguments) => TextOnly("safe", value, arguments, text => text),
        ["select"] = (value, arguments) => SelectFilters.Select(value, arguments, keep: true),
        ["selectattr"] = (value, arguments) => SelectFilters.SelectAttribute(value, arguments, keep: true),
        ["slice"] = SequenceFilters.Slice,
        ["sort"] = OrderFilters.Sort,
        ["string"] = (value, arguments) => TextOnly("string", value, arguments, text => text),
        ["striptags"] = TextFilters.StripTags,
        ["sum"] = NumberFilters.Sum,
        ["title"] = (value, arguments) => TextOnly("title", value, arguments, TextFilters.Title),
        ["tojson"] = JsonText.Filter,
        ["trim"] = TextFilters.Trim,
        ["truncate"] = TextFilters.Truncate,
        ["unique"] = OrderFilters.Unique,
        ["upper"] = (value, arguments) => TextOnly("upper", value, arguments, CaseMapping.Upper),
        ["urlencode"] = TextFilters.UrlEncode,
        ["wordcount"] = TextFilters.WordCount,
    };

    /// <summary>Whether there is a filter of that name.</summary>
    public static bool Exists(string name) => All.ContainsKey(name);

    /// <exception cref="JinjaException">There is no such filter, or the value does not fit it.</exception>
    public static object? Apply(string name, object? value, Arguments arguments)
    {
        if (!All.TryGetValue(name, out var filter))
        {
            throw new JinjaException("TemplateRuntimeError", $"No filter named '{name}' found.");
        }

        arguments.State.Touch(value);
        var result = filter(value, arguments);
        if (result is string text)
        {
            arguments.State.Spend(text.Length);
        }
        else if (result is List<object?> list)
        {
            arguments.State.SpendItems(list.Count);
        }

        return result;
    }

    private static string TextOnly(string name, object? value, Arguments arguments, Func<string, string> body)
    {
        arguments.Bind(name);
        return body(Python.Str(value));
    }
}
