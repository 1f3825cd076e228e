using System.Text;

namespace Intervene.Text.Jinja;

/// <summary>Python's view of a string: code points, and its own white space.</summary>
internal static class PythonText
{
    /// <summary>Unicode white space and the four ASCII separators.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary>Without white space at the end.</summary>
    public static string TrimEnd(string text) => Trim(text, null, start: false, end: true);

    /// <summary>Without the given characters (white space when null) at the chosen ends.</summary>
    public static string Trim(string text, string? characters, bool start = true, bool end = true)
    {
        bool Goes(char c) => characters is null ? IsSpace(c) : characters.Contains(c);
        var (from, to) = (0, text.Length);
        while (start && from < to && Goes(text[from]))
        {
            from++;
        }

        while (end && to > from && Goes(text[to - 1]))
        {
            to--;
        }

        return text[from..to];
    }

    /// <summary>The count of code points.</summary>
    public static int Length(string text)
    {
        var length = text.Length;
        foreach (var c in text)
        {
            length -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return length;
    }

    /// <summary>The code points, each as a string.</summary>
    public static List<object?> CodePoints(string text)
    {
        List<object?> result = new(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var size = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            result.Add(text.Substring(i, size));
            i += size;
        }

        return result;
    }

    /// <summary>The first letter in upper case and the rest in lower case.</summary>
    public static string Capitalize(string text) => text.Length == 0 ? text : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant();

    /// <summary>Each run of letters with its first in upper case and the rest in lower case.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var inside = false;
        foreach (var c in text)
        {
            result.Append(inside ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            inside = char.IsLetter(c);
        }

        return result.ToString();
    }
}
