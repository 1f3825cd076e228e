using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's split, rsplit, splitlines and partition.</summary>
internal static class Splitting
{
    public static List<object?> Split(Arguments arguments, string text, bool fromRight)
    {
        var bound = arguments.Bind(fromRight ? "rsplit" : "split", "sep=", "maxsplit=");
        var most = Numbers.ToInt(Arguments.Or(bound[1], -1L));
        most = most < 0 ? int.MaxValue : most;
        var parts = Arguments.Or(bound[0], null) is { } given
            ? BySeparator(text, StringMethods.Text(given), most, fromRight) : ByWhiteSpace(text, most, fromRight);
        arguments.State.SpendItems(parts.Count);
        return parts;
    }

    public static List<object?> Lines(string text, bool keepEnds)
    {
        List<object?> lines = [];
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length
                && text[end] is not ('\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029'))
            {
                end++;
            }

            var next = end == text.Length ? end : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            lines.Add(text[start..(keepEnds ? next : end)]);
            start = next;
        }

        return lines;
    }

    public static JinjaTuple Partition(string text, string separator, bool fromRight)
    {
        if (separator.Length == 0)
        {
            throw JinjaException.Value("empty separator");
        }

        RenderState.LookFor(separator, text);
        var at = fromRight ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        return at >= 0 ? new([text[..at], separator, text[(at + separator.Length)..]]) : fromRight ? new(["", "", text]) : new([text, "", ""]);
    }

    private static List<object?> BySeparator(string text, string separator, int most, bool fromRight)
    {
        if (separator.Length == 0)
        {
            throw JinjaException.Value("empty separator");
        }

        RenderState.LookFor(separator, text);
        if (!fromRight)
        {
            return [.. text.Split(separator, most == int.MaxValue ? most : most + 1)];
        }

        List<object?> parts = [];
        var end = text.Length;
        for (; parts.Count < most;)
        {
            var at = text.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }

            parts.Add(text[(at + separator.Length)..end]);
            end = at;
        }

        parts.Add(text[..end]);
        parts.Reverse();
        return parts;
    }

    private static List<object?> ByWhiteSpace(string text, int most, bool fromRight)
    {
        List<object?> parts = [];
        var (start, end) = (0, text.Length);
        while (true)
        {
            (start, end) = fromRight ? (start, LastOf(text, start, end, space: false)) : (FirstOf(text, start, end, space: false), end);
            if (start == end)
            {
                break;
            }

            if (parts.Count == most)
            {
                parts.Add(text[start..end]); // keeps the space at its other side
                break;
            }

            var cut = fromRight ? LastOf(text, start, end, space: true) : FirstOf(text, start, end, space: true);
            parts.Add(fromRight ? text[cut..end] : text[start..cut]);
            (start, end) = fromRight ? (start, cut) : (cut, end);
        }

        if (fromRight)
        {
            parts.Reverse();
        }

        return parts;
    }

    /// <summary>The first position from a start at which there is space (or none); the end when there is no such.</summary>
    private static int FirstOf(string text, int start, int end, bool space)
    {
        while (start < end && PythonText.IsSpace(text[start]) != space)
        {
            start++;
        }

        return start;
    }

    /// <summary>The end of what is left when all that is not space (or all that is) goes at the right.</summary>
    private static int LastOf(string text, int start, int end, bool space)
    {
        while (end > start && PythonText.IsSpace(text[end - 1]) != space)
        {
            end--;
        }

        return end;
    }
}
