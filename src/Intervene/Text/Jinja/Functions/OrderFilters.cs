using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters that order, group or compare items.</summary>
internal static class OrderFilters
{
    public static object? Sort(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("sort", "reverse=", "case_sensitive=", "attribute=");
        var key = Key(Arguments.Or(bound[2], null), Python.IsTrue(Arguments.Or(bound[1], false)));
        return Sorted(Python.Iterate(value), key, Python.IsTrue(Arguments.Or(bound[0], false)));
    }

    public static object? DictSort(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("dictsort", "case_sensitive=", "by=", "reverse=");
        var by = Python.Str(Arguments.Or(bound[1], "key"));
        if (by is not ("key" or "value"))
        {
            throw JinjaException.Value("You can only sort by either \"key\" or \"value\"");
        }

        var ignoreCase = Key(by == "key" ? 0L : 1L, Python.IsTrue(Arguments.Or(bound[0], false)));
        var items = (List<object?>)SequenceFilters.Items(value, Arguments.Of(arguments.State))!;
        return Sorted(items, ignoreCase, Python.IsTrue(Arguments.Or(bound[2], false)));
    }

    public static object? GroupBy(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("groupby", "attribute", "default=", "case_sensitive=");
        var fallback = Arguments.Or(bound[1], null);
        var fold = Key(null, Python.IsTrue(Arguments.Or(bound[2], false)));
        object? Member(object? item) => SelectFilters.Path(item, bound[0]) is var member && member is Undefined && fallback is not null ? fallback : member;
        List<object?> groups = [];
        foreach (var item in Sorted(Python.Iterate(value), item => fold(Member(item)), reverse: false))
        {
            if (groups.Count == 0 || !Python.AreEqual(fold(((JinjaTuple)groups[^1]!).Items[0]), fold(Member(item))))
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
        var seen = new JinjaDict();
        List<object?> result = [];
        foreach (var item in Python.Iterate(value))
        {
            if (!seen.Contains(key(item)))
            {
                seen.Set(key(item), null);
                result.Add(item);
            }
        }

        return result;
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
            best = sign * Python.Compare(key(item), key(best)) > 0 ? item : best;
        }

        return best;
    }

    private static Func<object?, object?> Key(object? attribute, bool caseSensitive)
    {
        object?[] paths = attribute is string text ? text.Split(',') : attribute is null ? [] : [attribute];
        object? Fold(object? item) => item is string name && !caseSensitive ? name.ToLowerInvariant() : item;
        return paths.Length switch
        {
            0 => Fold,
            1 => item => Fold(SelectFilters.Path(item, paths[0])),
            _ => item => paths.Select(path => Fold(SelectFilters.Path(item, path))).ToList(),
        };
    }

    /// <summary>A stable sort, also when reversed.</summary>
    private static List<object?> Sorted(IReadOnlyList<object?> items, Func<object?, object?> key, bool reverse)
    {
        var order = Comparer<object?>.Create((a, b) => Python.Compare(a, b));
        try
        {
            return [.. reverse ? items.OrderByDescending(key, order) : items.OrderBy(key, order)];
        }
        catch (InvalidOperationException fault) when (fault.InnerException is JinjaException inner)
        {
            throw inner;
        }
    }
}
