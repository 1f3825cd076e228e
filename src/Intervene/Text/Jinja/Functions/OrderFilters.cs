using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters that order, group or compare items.</summary>
internal static class OrderFilters
{
    public static object? Sort(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("sort", "reverse=", "case_sensitive=", "attribute=");
        var (attribute, caseSensitive) = (Arguments.Or(bound[2], null), Python.IsTrue(Arguments.Or(bound[1], false)));
        object?[] paths = attribute is string text ? text.Split(',') : [attribute];
        object? Key(object? item) => paths.Select(path => Fold(path is null ? item : SelectFilters.Path(item, path), caseSensitive)).ToList();
        return Python.Sort(Python.Iterate(value), Key, Python.IsTrue(Arguments.Or(bound[0], false)));
    }

    public static object? DictSort(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("dictsort", "case_sensitive=", "by=", "reverse=");
        var (caseSensitive, by) = (Python.IsTrue(Arguments.Or(bound[0], false)), Python.Str(Arguments.Or(bound[1], "key")));
        if (by is not ("key" or "value"))
        {
            throw new JinjaException("FilterArgumentError", "You can only sort by either \"key\" or \"value\"");
        }

        var dict = value as JinjaDict ?? throw ((value as Undefined)?.Fault()
            ?? new JinjaException("AttributeError", $"'{Python.NoneType(value)}' object has no attribute 'items'"));
        var sorted = Python.Sort(
            dict.Items, item => Fold(by == "key" ? item.Key : item.Value, caseSensitive), Python.IsTrue(Arguments.Or(bound[2], false)));
        return sorted.Select(item => (object?)new JinjaTuple([item.Key, item.Value])).ToList();
    }

    public static object? GroupBy(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("groupby", "attribute", "default=", "case_sensitive=");
        var (fallback, caseSensitive) = (Arguments.Or(bound[1], null), Python.IsTrue(Arguments.Or(bound[2], false)));
        object? Member(object? item) =>
            SelectFilters.Path(item, bound[0]) is var member && member is Undefined && fallback is not null ? fallback : member;
        object? Key(object? item) => Fold(Member(item), caseSensitive);
        List<object?> groups = [];
        foreach (var item in Python.Sort(Python.Iterate(value), Key, reverse: false))
        {
            if (groups.Count == 0 || !Python.AreEqual(Fold(((JinjaTuple)groups[^1]!).Items[0], caseSensitive), Key(item)))
            {
                groups.Add(new JinjaTuple([Member(item), new List<object?>()], ["grouper", "list"]));
            }

            ((List<object?>)((JinjaTuple)groups[^1]!).Items[1]!).Add(item);
        }

        return groups;
    }

    public static object? Unique(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("unique", "case_sensitive=", "attribute=");
        var key = Key(Arguments.Or(bound[1], null), Python.IsTrue(Arguments.Or(bound[0], false)));
        return JinjaIterator.Generator(Distinct());

        IEnumerable<object?> Distinct()
        {
            var seen = new JinjaDict();
            foreach (var item in Python.Iterate(value))
            {
                if (!seen.Contains(key(item)))
                {
                    seen.Set(key(item), null);
                    yield return item;
                }
            }
        }
    }

    /// <summary><c>max</c> (sign 1) and <c>min</c> (sign −1); the first of equals.</summary>
    public static object? Extreme(string name, object? value, Arguments arguments, int sign)
    {
        var bound = arguments.Bind(name, "case_sensitive=", "attribute=");
        var key = Key(Arguments.Or(bound[1], null), Python.IsTrue(Arguments.Or(bound[0], false)));
        var items = Python.Iterate(value);
        if (items.Count == 0)
        {
            return new Undefined("No aggregated item, sequence was empty.");
        }

        var best = items[0];
        foreach (var item in items.Skip(1))
        {
            best = sign * Python.Order(key(item), key(best), sign > 0 ? ">" : "<") > 0 ? item : best;
        }

        return best;
    }

    private static Func<object?, object?> Key(object? attribute, bool caseSensitive) =>
        item => Fold(attribute is null ? item : SelectFilters.Path(item, attribute), caseSensitive);

    private static object? Fold(object? value, bool caseSensitive) => value is string text && !caseSensitive ? CaseMapping.Lower(text) : value;
}
