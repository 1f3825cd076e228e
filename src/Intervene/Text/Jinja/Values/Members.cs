using Intervene.Text.Jinja.Functions;

namespace Intervene.Text.Jinja.Values;

/// <summary>Members of values: <c>a.b</c> prefers a method, <c>a['b']</c> an entry, as in Jinja.</summary>
internal static class Members
{
    /// <summary><c>owner.name</c></summary>
    public static object? Attribute(object? owner, string name) =>
        TryMethod(owner, name, out var method) ? method : TryItem(owner, name, out var item) ? item : Absent(owner, name);

    /// <summary><c>owner[key]</c></summary>
    public static object? Item(object? owner, object? key) =>
        TryItem(owner, key, out var item) ? item : key is string name && TryMethod(owner, name, out var method) ? method : Absent(owner, key);

    private static Undefined Absent(object? owner, object? key)
    {
        if (owner is Undefined undefined)
        {
            throw undefined.Fault();
        }

        if (key is Undefined undefinedKey)
        {
            throw undefinedKey.Fault();
        }

        return Undefined.Member(owner, key);
    }

    private static bool TryMethod(object? owner, string name, out object? value)
    {
        switch (owner)
        {
            case Namespace space:
                return space.Members.TryGetValue(name, out value);
            case LoopState loop:
                return loop.TryGet(name, out value);
            case JinjaTuple { Names: not null } tuple when tuple.TryGet(name, out value):
                return true;
        }

        value = owner switch
        {
            string text => StringMethods.Find(text, name),
            JinjaDict dict => CollectionMethods.Find(dict, name),
            List<object?> list => CollectionMethods.Find(list, name),
            JinjaTuple tuple => CollectionMethods.Find(tuple, name),
            Function function when name == "name" => function.Name,
            double real when name == "is_integer" => new Function(name, _ => real == Math.Floor(real)),
            _ => null,
        };
        return value is not null;
    }

    private static bool TryItem(object? owner, object? key, out object? value)
    {
        value = null;
        switch (owner)
        {
            case JinjaDict dict:
                return key is not (List<object?> or JinjaDict or Undefined) && dict.TryGet(key, out value);
            case string text when Numbers.IsInteger(key):
                return TryAt(PythonText.CodePoints(text), Numbers.ToLong(key), out value);
            case List<object?> list when Numbers.IsInteger(key):
                return TryAt(list, Numbers.ToLong(key), out value);
            case JinjaTuple tuple when Numbers.IsInteger(key):
                return TryAt(tuple.Items, Numbers.ToLong(key), out value);
            default:
                return false;
        }
    }

    private static bool TryAt(IReadOnlyList<object?> items, long index, out object? value)
    {
        index += index < 0 ? items.Count : 0;
        var inside = index >= 0 && index < items.Count;
        value = inside ? items[(int)index] : null;
        return inside;
    }
}
