namespace Intervene.Answers.Extraction;

/// <summary>Finds the contents of boxes.</summary>
internal static class Boxes
{
    /// <summary>The boxes of a range from the last to the first, unterminated ones left out; a box around boxes gives its innermost.</summary>
    public static List<Span> In(string text, int start, int end, int most)
    {
        List<Span> found = [];
        var openings = new BoxOpenings(text, start, end);
        var cursor = end;
        while (cursor > start && found.Count < most)
        {
            var (at, open, mark) = openings.Before(cursor);
            if (at < 0)
            {
                break;
            }

            cursor = at;
            var content = mark == 0 ? Content(text, open, end, openings)
                : openings.Closing(open) is { } close ? new Span(open, close - open, "box") : null;
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
        foreach (var command in BoxOpenings.Commands)
        {
            if (text.EndsWith($"{command}{{{content.Trim()}}}", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the last command of a box begins, or -1.</summary>
    public static int LastCommand(string text, int start, int end) => new BoxOpenings(text, start, end).Before(end).At;

    /// <summary>A text without the commands of boxes.</summary>
    public static string Without(string text)
    {
        foreach (var command in BoxOpenings.Commands)
        {
            text = text.Replace(command, "", StringComparison.Ordinal);
        }

        return text;
    }

    private static Span? Content(string text, int open, int end, BoxOpenings openings)
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

        return openings.Close(at) is { } close ? new Span(at + 1, close - at - 1, "box") : null;
    }
}
