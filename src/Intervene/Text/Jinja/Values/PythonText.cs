using System.Text;

namespace Intervene.Text.Jinja.Values;

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
        var set = characters is null || !characters.Any(char.IsSurrogate) ? null : characters.EnumerateRunes().ToHashSet();
        bool Goes(Rune rune) => characters is null ? rune.IsBmp && IsSpace((char)rune.Value)
            : set?.Contains(rune) ?? (rune.IsBmp && characters.Contains((char)rune.Value));
        var (from, to) = (0, text.Length);
        while (start && from < to && Rune.DecodeFromUtf16(text.AsSpan(from, to - from), out var rune, out var size) is var _ && Goes(rune))
        {
            from += size;
        }

        while (end && to > from && Rune.DecodeLastFromUtf16(text.AsSpan(from, to - from), out var rune, out var size) is var _ && Goes(rune))
        {
            to -= size;
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
        RenderState.LookAt(8L * text.Length);
        List<object?> result = new(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var size = SizeAt(text, i);
            result.Add(text.Substring(i, size));
            i += size;
        }

        return result;
    }

    /// <summary>The code point at an index, which counts from the end when negative; null beyond the ends.</summary>
    public static string? At(string text, long index)
    {
        RenderState.LookAt(text.Length);
        var at = index < 0 ? index + Length(text) : index;
        var start = 0;
        for (; at > 0 && start < text.Length; at--)
        {
            start += SizeAt(text, start);
        }

        return at == 0 && start < text.Length ? text.Substring(start, SizeAt(text, start)) : null;
    }

    private static int SizeAt(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    /// <summary>The order by code points: surrogates stand for what is beyond all others.</summary>
    public static int Compare(string left, string right)
    {
        RenderState.LookAt(Math.Min(left.Length, right.Length));
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
        return Weight(left[same]).CompareTo(Weight(right[same]));
    }
}
