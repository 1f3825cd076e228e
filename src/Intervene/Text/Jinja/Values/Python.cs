using System.Numerics;

namespace Intervene.Text.Jinja.Values;

/// <summary>
/// Python's meaning of values. A value is null (None), bool, long, <see cref="BigInteger"/>, double, string, List (list), <see cref="JinjaTuple"/>,
/// <see cref="JinjaDict"/>, <see cref="JinjaRange"/>, <see cref="DictView"/>, <see cref="JinjaIterator"/>, <see cref="Undefined"/>,
/// <see cref="Namespace"/>, <see cref="LoopState"/> or <see cref="Function"/>; nothing else exists.
/// </summary>
internal static partial class Python
{
    public static string TypeName(object? value) => value switch
    {
        null => "None",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        string => "str",
        List<object?> => "list",
        JinjaTuple => "tuple",
        JinjaDict => "dict",
        JinjaRange => "range",
        DictView view => view.Name,
        JinjaIterator iterator => iterator.TypeName,
        Undefined => "Undefined",
        Namespace => "Namespace",
        LoopState => "LoopContext",
        Function { Macro: not null } => "Macro",
        _ => "function",
    };

    /// <summary>The type's name in Python's own errors.</summary>
    public static string NoneType(object? value) => value is null ? "NoneType" : TypeName(value);

    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long integer => integer != 0,
        BigInteger big => !big.IsZero,
        double real => real != 0,
        string text => text.Length > 0,
        List<object?> list => list.Count > 0,
        JinjaTuple tuple => tuple.Items.Count > 0,
        JinjaDict dict => dict.Count > 0,
        JinjaRange range => range.Count > 0,
        DictView view => view.Items.Count > 0,
        _ => true,
    };

    public static bool Contains(object? container, object? item)
    {
        switch (container)
        {
            case string text:
                return item is string part ? Holds(text, part)
                    : throw JinjaException.Type($"'in <string>' requires string as left operand, not {NoneType(item)}");
            case JinjaDict dict:
                return dict.Contains(item);
            case JinjaIterator iterator:
                while (iterator.TryNext(out var element))
                {
                    if (AreEqual(element, item))
                    {
                        return true;
                    }
                }

                return false;
            case List<object?> or JinjaTuple or JinjaRange or DictView or Undefined:
                return Iterate(container).Any(element => AreEqual(element, item));
            default:
                throw JinjaException.Type($"argument of type '{NoneType(container)}' is not iterable");
        }
    }

    private static bool Holds(string text, string part)
    {
        RenderState.LookFor(part, text);
        return text.Contains(part, StringComparison.Ordinal);
    }

    /// <summary>The items of a value: keys of a dict, code points of a string, what is left of an iterator.</summary>
    /// <exception cref="JinjaException">It cannot be iterated.</exception>
    public static IReadOnlyList<object?> Iterate(object? value) => value switch
    {
        List<object?> list => list,
        JinjaTuple tuple => tuple.Items,
        JinjaDict dict => [.. dict.Keys],
        JinjaRange range => range,
        DictView view => view.Items,
        JinjaIterator iterator => iterator.Rest(),
        string text => PythonText.CodePoints(text),
        Undefined => [],
        _ => throw JinjaException.Type($"'{NoneType(value)}' object is not iterable"),
    };

    /// <summary>Whether a value can be iterated.</summary>
    public static bool IsIterable(object? value) =>
        value is string or List<object?> or JinjaTuple or JinjaDict or JinjaRange or DictView or JinjaIterator or Undefined or LoopState;

    public static long Length(object? value) => value switch
    {
        string text => PythonText.Length(text),
        List<object?> list => list.Count,
        JinjaTuple tuple => tuple.Items.Count,
        JinjaDict dict => dict.Count,
        JinjaRange range => range.Count,
        DictView view => view.Items.Count,
        LoopState loop => loop.Count,
        Undefined => 0,
        _ => throw JinjaException.Type($"object of type '{NoneType(value)}' has no len()"),
    };
}
