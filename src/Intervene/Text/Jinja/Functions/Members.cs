using System.Numerics;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Members of values: <c>a.b</c> prefers a method, <c>a['b']</c> an entry, as in Jinja.</summary>
internal static class Members
{
    /// <summary><c>owner.name</c></summary>
    public static object? Attribute(object? owner, string name) =>
        TryMethod(owner, name, out var method) ? method : TryItem(owner, name, out var item) ? item : Undefined.Member(owner, name);

    /// <summary><c>owner[key]</c></summary>
    public static object? Item(object? owner, object? key) =>
        TryItem(owner, key, out var item) ? item : key is string name && TryMethod(owner, name, out var method)
            ? method : Undefined.Member(owner, key);

    /// <summary>An attribute in Python's sense, never an entry; undefined when there is none or when it is hidden.</summary>
    public static bool TryMethod(object? owner, string name, out object? value)
    {
        if (name.StartsWith("__", StringComparison.Ordinal) && Internals.Has(owner, name))
        {
            value = Undefined.Unsafe(owner, name);
            return true;
        }

        switch (owner)
        {
            case Undefined undefined when !name.StartsWith("__", StringComparison.Ordinal):
                throw undefined.Fault();
            case Namespace space:
                var found = space.Members.TryGetValue(name, out value);
                value = found && name.StartsWith('_') ? Undefined.Unsafe(owner, name) : value;
                return found;
            case LoopState loop:
                return loop.TryGet(name, out value);
            case JinjaTuple { Names: not null } tuple when tuple.TryGet(name, out value):
                return true;
            case Function { Macro: { } macro } function:
                value = name == "name" ? function.Name : null;
                return value is not null || macro.TryGet(name, out value);
        }

        value = owner switch
        {
            string text => StringMethods.Find(text, name),
            JinjaDict dict => CollectionMethods.Find(dict, name),
            List<object?> list => CollectionMethods.Find(list, name),
            JinjaTuple tuple => CollectionMethods.Find(tuple.Items, name),
            JinjaRange range => CollectionMethods.Find(range, name),
            long or bool or BigInteger or double => NumberMethods.Find(owner, name),
            _ => null,
        };
        return value is not null;
    }

    private static bool TryItem(object? owner, object? key, out object? value)
    {
        value = null;
        switch (owner)
        {
            case Undefined undefined:
                throw undefined.Fault();
            case JinjaDict dict:
                return key is not (List<object?> or JinjaDict or DictView) && dict.TryGet(key, out value);
            case string text when Numbers.IsInteger(key):
                value = key is BigInteger ? null : PythonText.At(text, Numbers.ToLong(key));
                return value is not null;
            case List<object?> list when Numbers.IsInteger(key):
                return TryAt(list, key, out value);
            case JinjaTuple tuple when Numbers.IsInteger(key):
                return TryAt(tuple.Items, key, out value);
            case JinjaRange range when Numbers.IsInteger(key):
                return TryAt(range, key, out value);
            default:
                return false;
        }
    }

    private static bool TryAt(IReadOnlyList<object?> items, object? key, out object? value)
    {
        var index = key is BigInteger ? long.MaxValue : Numbers.ToLong(key);
        index += index < 0 ? items.Count : 0;
        var inside = index >= 0 && index < items.Count;
        value = inside ? items[(int)index] : null;
        return inside;
    }
}
