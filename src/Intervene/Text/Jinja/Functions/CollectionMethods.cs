using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>
/// Python's methods of dict, list, tuple and range that change nothing; those that do are hidden, as in the sandbox that chat templates are rendered
/// in.
/// </summary>
internal static class CollectionMethods
{
    public static object? Find(JinjaDict dict, string name) => name switch
    {
        "items" => new Function(
            name, arguments => Bare(arguments, "dict.items", View("dict_items", dict.Items.Select(item => new JinjaTuple([item.Key, item.Value]))))),
        "keys" => new Function(name, arguments => Bare(arguments, "dict.keys", View("dict_keys", dict.Keys))),
        "values" => new Function(name, arguments => Bare(arguments, "dict.values", View("dict_values", dict.Values))),
        "get" => new Function(name, arguments =>
            arguments.BindPositional("dict.get", "key", "default=") is var bound && dict.TryGet(bound[0], out var value)
                ? value : Arguments.Or(bound[1], null)),
        "copy" => new Function(name, arguments => Bare(arguments, "dict.copy", dict)),
        "fromkeys" => new Function(name, FromKeys),
        "pop" or "popitem" or "update" or "setdefault" or "clear" => Undefined.Unsafe(dict, name),
        _ => null,
    };

    public static object? Find(List<object?> list, string name) => name switch
    {
        "copy" => new Function(name, arguments => Bare(arguments, "list.copy", list)),
        "append" or "extend" or "insert" or "remove" or "pop" or "sort" or "reverse" or "clear" => Undefined.Unsafe(list, name),
        _ => Find((IReadOnlyList<object?>)list, name),
    };

    /// <summary>What list, tuple and range share.</summary>
    public static object? Find(IReadOnlyList<object?> items, string name) => name switch
    {
        "index" => new Function(name, arguments => Index(items, arguments)),
        "count" => new Function(name, arguments =>
        {
            var sought = arguments.BindPositional("count", "value")[0];
            arguments.State.Spend(items.Count);
            return (long)items.Count(item => Python.AreEqual(item, sought));
        }),
        _ => null,
    };

    private static DictView View(string name, IEnumerable<object?> items) => new(name, [.. items]);

    private static object? Bare(Arguments arguments, string name, object? value)
    {
        arguments.BindPositional(name);
        return value;
    }

    private static JinjaDict FromKeys(Arguments arguments)
    {
        var bound = arguments.BindPositional("fromkeys", "iterable", "value=");
        var dict = new JinjaDict();
        foreach (var key in Python.Iterate(bound[0]))
        {
            dict.Set(key, Arguments.Or(bound[1], null));
        }

        return dict;
    }

    private static object? Index(IReadOnlyList<object?> items, Arguments arguments)
    {
        var bound = arguments.BindPositional("index", "value", "start=", "stop=");
        var (from, to, _) = Slicing.Bounds(items.Count, Arguments.Or(bound[1], null), Arguments.Or(bound[2], null), null);
        arguments.State.Spend(items.Count);
        for (var i = from; i < to; i++)
        {
            if (Python.AreEqual(items[(int)i], bound[0]))
            {
                return i;
            }
        }

        throw JinjaException.Value($"{Python.Repr(bound[0])} is not in list");
    }
}
