using System.Collections;
using System.Text;

namespace Intervene.Pipeline.Recipes;

/// <summary>Writes option records as YAML, every option with its value.</summary>
internal static class YamlText
{
    /// <summary>A record or list as block YAML.</summary>
    public static string Write(object value)
    {
        var text = new StringBuilder();
        if (value is IList list)
        {
            WriteList(text, list, "");
        }
        else
        {
            WriteRecord(text, value, "", "");
        }

        return text.ToString();
    }

    /// <summary>A text as a plain scalar where that is safe, else in double quotes.</summary>
    public static string Quote(string text)
    {
        var plain = text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] is '_' or '/')
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/')
            && !(text.ToLowerInvariant() is "null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");
        if (plain)
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                >= ' ' and <= '~' => quoted.Append((char)rune.Value),
                _ when rune.IsBmp && Rune.IsLetterOrDigit(rune) => quoted.Append((char)rune.Value),
                <= 0xFFFF => quoted.Append($"\\u{rune.Value:X4}"),
                _ => quoted.Append($"\\U{rune.Value:X8}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Writes a record; the first line has an indent of its own, so that it can stand behind a list's dash.</summary>
    private static void WriteRecord(StringBuilder text, object record, string first, string indent)
    {
        var lead = first;
        if (OptionMembers.KindOf(record.GetType()) is { } kind)
        {
            text.Append($"{lead}kind: {kind}\n");
            lead = indent;
        }

        foreach (var property in OptionMembers.Of(record.GetType()))
        {
            var value = property.GetValue(record);
            if (value is null && OptionMembers.IsWrittenWhereSet(property))
            {
                continue;
            }

            text.Append($"{lead}{OptionMembers.Key(property)}:");
            WriteValue(text, value, indent);
            lead = indent;
        }
    }

    private static void WriteValue(StringBuilder text, object? value, string indent)
    {
        switch (value)
        {
            case IList { Count: > 0 } list when OptionMembers.IsRecord(list[0]!.GetType()):
                text.Append('\n');
                WriteList(text, list, indent + "  ");
                break;
            case IList list:
                text.Append($" [{string.Join(", ", list.Cast<object?>().Select(OptionScalars.Format))}]\n");
                break;
            case not null when OptionMembers.IsRecord(value.GetType()):
                text.Append('\n');
                WriteRecord(text, value, indent + "  ", indent + "  ");
                break;
            default:
                text.Append($" {OptionScalars.Format(value)}\n");
                break;
        }
    }

    private static void WriteList(StringBuilder text, IList list, string indent)
    {
        foreach (var element in list)
        {
            if (OptionMembers.IsRecord(element!.GetType()))
            {
                WriteRecord(text, element, indent + "- ", indent + "  ");
            }
            else
            {
                text.Append($"{indent}- {OptionScalars.Format(element)}\n");
            }
        }
    }
}
