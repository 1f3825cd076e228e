using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>
/// Python's methods of dict, list and tuple that change nothing; those that do are refused, as in the sandbox that chat templates are rendered in.
/// </summary>
internal static class CollectionMethods
{
    public static Function? Find(JinjaDict dict, string name) => name switch
    {
        "items" => new(name, arguments => new DictView("dict_items", (List<object?>)SequenceFilters.Items(dict, arguments)!)),
        "keys" => new(name, arguments => Bare(arguments, name, new DictView("dict_keys", dict.Keys))),
        "values" => new(name, arguments => Bare(arguments, name, new DictView("dict_values", dict.Values))),
        "get" => new(name, arguments =>
            arguments.Bind(name, "key", "default=") is var bound && dict.TryGet(bound[0], out var value) ? value : Arguments.Or(bound[1], null)),
        "copy" => new(name, arguments => Bare(arguments, name, dict)),
        "pop" or "popitem" or "update" or "setdefault" or "clear" => Unsafe("dict", name),
        _ => null,
    };

    public static Function? Find(List<object?> list, string name) => name switch
    {
        "index" or "count" => new(name, arguments => IndexOrCount(list, arguments, name)),
        "copy" => new(name, arguments => Bare(arguments, name, list)),
        "append" or "extend" or "insert" or "remove" or "pop" or "sort" or "reverse" or "clear" => Unsafe("list", name),
        _ => null,
    };

    public static Function? Find(JinjaTuple tuple, string name) =>
        name is "index" or "count" ? new(name, arguments => IndexOrCount(tuple.Items, arguments, name)) : null;

    private static object? Bare(Arguments arguments, string name, object? value)
    {
        arguments.Bind(name);
        return value;
    }

    private static object? IndexOrCount(IReadOnlyList<object?> items, Arguments arguments, string name)
    {
        var sought = arguments.Bind(name, "value")[0];
        if (name == "count")
        {
            return (long)items.Count(item => Python.AreEqual(item, sought));
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (Python.AreEqual(items[i], sought))
            {
                return (long)i;
            }
        }

        throw JinjaException.Value($"{Python.Repr(sought)} is not in list");
    }

    private static Function Unsafe(string type, string name) =>
        new(name, _ => throw new JinjaException("SecurityError", $"access to attribute '{name}' of '{type}' object is unsafe."));
}
