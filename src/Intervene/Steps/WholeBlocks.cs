using System.Text.RegularExpressions;

namespace Intervene.Steps;

/// <summary>
/// The parts of a text that no step boundary may cut: fenced code, display formulas, tables. None reaches over the end of a reasoning block.
/// </summary>
internal static partial class WholeBlocks
{
    /// <summary>The blocks, in order, apart from each other.</summary>
    /// <param name="text">The text, one character a byte.</param>
    public static IReadOnlyList<(int Start, int End)> Of(string text)
    {
        var blocks = new List<(int Start, int End)>();
        for (var match = Opening().Match(text); match.Success;)
        {
            var limit = Thought(text, match.Index);
            var end = match.Groups["row"].Success ? match.Index + match.Length : Close(text, match, limit);
            if (end > match.Index)
            {
                blocks.Add((match.Index, end));
            }

            match = Opening().Match(text, Math.Max(end, match.Index + Math.Max(1, match.Length)));
        }

        return blocks;
    }

    /// <summary>Where the block that begins at a match ends; -1 where it never does. Code that never ends goes to the end.</summary>
    private static int Close(string text, Match open, int limit)
    {
        if (open.Groups["fence"].Success)
        {
            var fence = open.Groups["fence"].Value;
            for (var at = open.Index + open.Length; (at = text.IndexOf("\n", at, limit - at, StringComparison.Ordinal)) >= 0;)
            {
                at++;
                var line = text.AsSpan(at, limit - at).TrimStart(' ');
                if (line.StartsWith(fence, StringComparison.Ordinal) && line[fence.Length..].TrimStart(fence[0]) is var rest
                    && (rest.IsEmpty || rest[0] is '\n' or '\r' or ' '))
                {
                    return limit - rest.Length;
                }
            }

            return limit;
        }

        var close = open.Groups["environment"].Success ? $"\\end{{{open.Groups["environment"].Value}}}" : open.Value == "\\[" ? "\\]" : "$$";
        var found = text.IndexOf(close, open.Index + open.Length, limit - open.Index - open.Length, StringComparison.Ordinal);
        if (open.Groups["environment"].Success)
        {
            found = Outermost(text, open, close, found, limit);
        }

        return found < 0 ? -1 : found + close.Length;
    }

    /// <summary>The end of an environment that may hold others of its name.</summary>
    private static int Outermost(string text, Match open, string close, int found, int limit)
    {
        var next = open.Index + open.Length;
        while (found >= 0 && text.IndexOf(open.Value, next, found - next, StringComparison.Ordinal) is var inner and >= 0)
        {
            next = inner + open.Length;
            var after = found + close.Length;
            found = text.IndexOf(close, after, limit - after, StringComparison.Ordinal);
        }

        return found;
    }

    /// <summary>Where the reasoning that a place stands in ends, or the text.</summary>
    private static int Thought(string text, int at) => text.IndexOf("</think>", at, StringComparison.Ordinal) is var end and >= 0 ? end : text.Length;

    [GeneratedRegex(@"^ {0,3}(?<fence>```+|~~~+)[^`\n]*|(?<row>(?:^[ \t]*\|[^\n]*(?:\n|\z)){2,})|\\\[|\$\$|\\begin\{(?<environment>[A-Za-z]+\*?)\}",
        RegexOptions.Multiline)]
    private static partial Regex Opening();
}
