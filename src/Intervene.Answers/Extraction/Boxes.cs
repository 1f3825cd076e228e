using Intervene.Answers.Latex;

namespace Intervene.Answers.Extraction;

/// <summary>Finds the contents of boxes.</summary>
internal static class Boxes
{
    private static readonly string[] Commands = Array.ConvertAll(Words.Boxes, static name => "\\" + name);

    private const string OpenMark = "<|begin_of_box|>";

    private const string CloseMark = "<|end_of_box|>";

    /// <summary>The boxes of a range from the last to the first, unterminated ones left out; a box around boxes gives its innermost.</summary>
    public static List<Span> In(string text, int start, int end, int most)
    {
        List<Span> found = [];
        var cursor = end;
        while (cursor > start && found.Count < most)
        {
            var (at, open, mark) = LastOpening(text, start, cursor);
            if (at < 0)
            {
                break;
            }

            cursor = at;
            var content = mark == 0 ? Content(text, open, end) : Marked(text, open, end);
            if (content is { } span && !(found.Count > 0 && span.End >= found[^1].Start && span.Start <= found[^1].Start))
            {
                found.Add(span with { Rule = "box" });
            }
            else if (content is null && found.Count == 0 && mark == 0)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Whether a text ends in a box that holds just this, whether or not its braces close.</summary>
    public static bool EndsIn(ReadOnlySpan<char> text, string content)
    {
        text = text.TrimEnd(" $.\n");
        foreach (var command in Commands)
        {
            if (text.EndsWith($"{command}{{{content.Trim()}}}", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the last command of a box begins, or -1.</summary>
    public static int LastCommand(string text, int start, int end) => LastOpening(text, start, end).At;

    /// <summary>A text without the commands of boxes.</summary>
    public static string Without(string text)
    {
        foreach (var command in Commands)
        {
            text = text.Replace(command, "", StringComparison.Ordinal);
        }

        return text;
    }

    private static (int At, int Open, int Mark) LastOpening(string text, int start, int end)
    {
        var range = text.AsSpan(start, end - start);
        var best = -1;
        var length = 0;
        foreach (var command in Commands)
        {
            var at = range.LastIndexOf(command, StringComparison.Ordinal);
            if (at > best)
            {
                (best, length) = (at, command.Length);
            }
        }

        var marked = range.LastIndexOf(OpenMark, StringComparison.Ordinal);
        return marked > best ? (start + marked, start + marked + OpenMark.Length, 1)
            : best < 0 ? (-1, -1, 0)
            : (start + best, start + best + length, 0);
    }

    private static Span? Marked(string text, int open, int end)
    {
        var close = text.IndexOf(CloseMark, open, end - open, StringComparison.Ordinal);
        return close < 0 ? null : new Span(open, close - open, "box");
    }

    private static Span? Content(string text, int open, int end)
    {
        var at = open;
        while (at < end && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (at >= end)
        {
            return null;
        }

        if (text[at] != '{')
        {
            var stop = at;
            while (stop < end && !char.IsWhiteSpace(text[stop]) && text[stop] is not ('$' or '}' or '{' or '\\'))
            {
                stop++;
            }

            return stop == at || at == open ? null : new Span(at, stop - at, "box");
        }

        var depth = 0;
        for (var i = at; i < end; i++)
        {
            var c = text[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == '{')
            {
                depth++;
            }
            else if (c == '}' && --depth == 0)
            {
                return new Span(at + 1, i - at - 1, "box");
            }
        }

        return null;
    }
}
