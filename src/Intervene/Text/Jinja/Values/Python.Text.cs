using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Intervene.Text.Jinja.Values;

/// <summary>Python's str and repr.</summary>
internal static partial class Python
{
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

    /// <summary>The repr of a string in ASCII, as <c>!a</c> and <c>%a</c> give it.</summary>
    public static string Ascii(object? value)
    {
        var result = new StringBuilder();
        foreach (var rune in Repr(value).EnumerateRunes())
        {
            _ = rune.IsAscii ? result.Append((char)rune.Value) : Escape(rune, result);
        }

        return result.ToString();
    }

    /// <summary>Whether Python prints a code point as it is: no control, format, surrogate, private, unassigned or separator character.</summary>
    public static bool IsPrintable(Rune rune) =>
        rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static void Repr(object? value, StringBuilder result)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case null: result.Append("None"); break;
            case bool flag: result.Append(flag ? "True" : "False"); break;
            case long integer: result.Append(CultureInfo.InvariantCulture, $"{integer}"); break;
            case BigInteger big: result.Append(Numbers.Digits(big)); break;
            case double real: result.Append(Numbers.Repr(real)); break;
            case string text: ReprString(text, result); break;
            case List<object?> list: ReprItems("[", list, "]", result); break;
            case JinjaTuple tuple: ReprItems("(", tuple.Items, tuple.Items.Count == 1 ? ",)" : ")", result); break;
            case JinjaDict dict: ReprDict("{", dict.Items, "}", result); break;
            case DictView view: ReprItems($"{view.Name}([", view.Items, "])", result); break;
            case Namespace space:
                ReprDict("<Namespace {", space.Members.Select(member => KeyValuePair.Create((object?)member.Key, member.Value)), "}>", result);
                break;
            case JinjaRange or LoopState or Function: result.Append(value); break;
            case JinjaIterator iterator: result.Append($"<{iterator.TypeName} object>"); break;
            default: result.Append(TypeName(value)); break;
        }
    }

    private static void ReprItems(string open, IReadOnlyList<object?> items, string close, StringBuilder result)
    {
        result.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            result.Append(i > 0 ? ", " : "");
            ReprItem(items[i], result);
        }

        result.Append(close);
    }

    private static void ReprItem(object? value, StringBuilder result)
    {
        if (value is List<object?> or JinjaTuple or JinjaDict or string { Length: > 1000 })
        {
            RenderState.Unfold(value is string text ? text.Length : 2);
        }

        Repr(value, result);
    }

    private static void ReprDict(string open, IEnumerable<KeyValuePair<object?, object?>> items, string close, StringBuilder result)
    {
        result.Append(open);
        var first = true;
        foreach (var (key, value) in items)
        {
            result.Append(first ? "" : ", ");
            first = false;
            ReprItem(key, result);
            result.Append(": ");
            ReprItem(value, result);
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
                _ => IsPrintable(rune) ? result.Append(rune.ToString()) : Escape(rune, result),
            };
        }

        result.Append(quote);
    }

    private static StringBuilder Escape(Rune rune, StringBuilder result) =>
        result.Append(rune.Value <= 0xFF ? $"\\x{rune.Value:x2}" : rune.Value <= 0xFFFF ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}");
}
