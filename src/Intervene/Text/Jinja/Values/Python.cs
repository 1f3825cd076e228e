using System.Globalization;
using System.Numerics;
using System.Text;

namespace Intervene.Text.Jinja.Values;

/// <summary>
/// Python's meaning of values. A value is null (None), bool, long, <see cref="BigInteger"/>, double, string, List (list), <see cref="JinjaTuple"/>,
/// <see cref="JinjaDict"/>, <see cref="Undefined"/>, <see cref="Namespace"/>, <see cref="LoopState"/> or <see cref="Function"/>; nothing else exists.
/// </summary>
internal static class Python
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
        Undefined => "Undefined",
        Namespace => "Namespace",
        LoopState => "LoopContext",
        _ => "function",
    };

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
        _ => true,
    };

    /// <summary>What is printed.</summary>
    public static string Str(object? value) => value switch
    {
        string text => text,
        Undefined => "",
        _ => Repr(value),
    };

    public static string Repr(object? value)
    {
        var result = new StringBuilder();
        Repr(value, result);
        return result.ToString();
    }

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (long a, long b) => a == b,
        (List<object?> a, List<object?> b) => SequencesEqual(a, b),
        (JinjaTuple a, JinjaTuple b) => SequencesEqual(a.Items, b.Items),
        (JinjaDict a, JinjaDict b) => a.Count == b.Count && a.Items.All(item => b.TryGet(item.Key, out var other) && AreEqual(item.Value, other)),
        (Undefined, Undefined) => true,
        (BigInteger a, BigInteger b) => a == b,
        _ => Numbers.IsNumber(left) && Numbers.IsNumber(right) ? Numbers.ToDouble(left).Equals(Numbers.ToDouble(right)) : ReferenceEquals(left, right),
    };

    /// <summary>Orders two values: negative, 0 or positive.</summary>
    /// <exception cref="JinjaException">The types have no order.</exception>
    public static int Compare(object? left, object? right, string symbol = "<")
    {
        if ((left as Undefined ?? right as Undefined) is { } undefined)
        {
            throw undefined.Fault();
        }

        switch (left, right)
        {
            case (string a, string b):
                return string.CompareOrdinal(a, b);
            case (long a, long b):
                return a.CompareTo(b);
            case (List<object?> a, List<object?> b):
                return CompareSequences(a, b, symbol);
            case (JinjaTuple a, JinjaTuple b):
                return CompareSequences(a.Items, b.Items, symbol);
            default:
                return Numbers.IsNumber(left) && Numbers.IsNumber(right)
                    ? Numbers.ToDouble(left).CompareTo(Numbers.ToDouble(right))
                    : throw JinjaException.Type($"'{symbol}' not supported between instances of '{NoneType(left)}' and '{NoneType(right)}'");
        }
    }

    public static bool Contains(object? container, object? item) => container switch
    {
        string text => item is string part ? text.Contains(part, StringComparison.Ordinal)
            : throw JinjaException.Type($"'in <string>' requires string as left operand, not {NoneType(item)}"),
        JinjaDict dict => dict.Contains(item),
        List<object?> or JinjaTuple or Undefined => Iterate(container).Any(element => AreEqual(element, item)),
        _ => throw JinjaException.Type($"argument of type '{NoneType(container)}' is not iterable"),
    };

    /// <summary>The items of a value: keys of a dict, code points of a string.</summary>
    /// <exception cref="JinjaException">It cannot be iterated.</exception>
    public static IReadOnlyList<object?> Iterate(object? value) => value switch
    {
        List<object?> list => list,
        JinjaTuple tuple => tuple.Items,
        JinjaDict dict => [.. dict.Keys],
        string text => PythonText.CodePoints(text),
        Undefined => [],
        _ => throw JinjaException.Type($"'{NoneType(value)}' object is not iterable"),
    };

    public static long Length(object? value) => value switch
    {
        string text => PythonText.Length(text),
        List<object?> list => list.Count,
        JinjaTuple tuple => tuple.Items.Count,
        JinjaDict dict => dict.Count,
        Undefined => 0,
        _ => throw JinjaException.Type($"object of type '{NoneType(value)}' has no len()"),
    };

    /// <summary>The type's name in Python's own errors.</summary>
    public static string NoneType(object? value) => value is null ? "NoneType" : TypeName(value);

    private static bool SequencesEqual(IReadOnlyList<object?> left, IReadOnlyList<object?> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second));

    private static int CompareSequences(IReadOnlyList<object?> left, IReadOnlyList<object?> right, string symbol)
    {
        foreach (var (a, b) in left.Zip(right))
        {
            if (!AreEqual(a, b))
            {
                return Compare(a, b, symbol);
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private static void Repr(object? value, StringBuilder result)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case null: result.Append("None"); break;
            case bool flag: result.Append(flag ? "True" : "False"); break;
            case long integer: result.Append(CultureInfo.InvariantCulture, $"{integer}"); break;
            case BigInteger big: result.Append(big.ToString(CultureInfo.InvariantCulture)); break;
            case double real: result.Append(Numbers.Repr(real)); break;
            case string text: ReprString(text, result); break;
            case DictView view: ReprItems($"{view.Name}([", view, "])", result); break;
            case List<object?> list: ReprItems("[", list, "]", result); break;
            case JinjaTuple tuple: ReprItems("(", tuple.Items, tuple.Items.Count == 1 ? ",)" : ")", result); break;
            case JinjaDict dict: ReprDict("{", dict.Items, "}", result); break;
            case Namespace space:
                ReprDict("<Namespace {", space.Members.Select(member => KeyValuePair.Create((object?)member.Key, member.Value)), "}>", result);
                break;
            case Undefined: result.Append("Undefined"); break;
            case Function function: result.Append($"<function {function.Name}>"); break;
            default: result.Append($"<{TypeName(value)}>"); break;
        }
    }

    private static void ReprItems(string open, IReadOnlyList<object?> items, string close, StringBuilder result)
    {
        result.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            result.Append(i > 0 ? ", " : "");
            Repr(items[i], result);
        }

        result.Append(close);
    }

    private static void ReprDict(string open, IEnumerable<KeyValuePair<object?, object?>> items, string close, StringBuilder result)
    {
        result.Append(open);
        var first = true;
        foreach (var (key, value) in items)
        {
            result.Append(first ? "" : ", ");
            first = false;
            Repr(key, result);
            result.Append(": ");
            Repr(value, result);
        }

        result.Append(close);
    }

    private static void ReprString(string text, StringBuilder result)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        result.Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\\' => result.Append("\\\\"),
                _ when rune.Value == quote => result.Append('\\').Append(quote),
                ' ' => result.Append(' '),
                _ => IsPrintable(rune) ? result.Append(rune.ToString())
                    : result.Append(rune.Value <= 0xFF ? $"\\x{rune.Value:x2}" : rune.Value <= 0xFFFF ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}"),
            };
        }

        result.Append(quote);
    }

    /// <summary>Whether Python prints a code point as it is: no control, format, surrogate, private, unassigned or separator character.</summary>
    public static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
