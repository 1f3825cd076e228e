namespace Intervene.Answers.Latex;

/// <summary>Reads what stands after a command: braces, square brackets, and lengths such as <c>3pt</c>.</summary>
internal static class Arguments
{
    private static readonly string[] Lengths = ["pt", "em", "ex", "mu", "cm", "mm", "in", "pc", "bp", "sp"];

    /// <summary>
    /// The content of the braces at a position, or a single letter or digit after a blank; null, without moving, when there is neither.
    /// </summary>
    /// <exception cref="ParseException">The braces do not close.</exception>
    public static string? Braced(string text, ref int at)
    {
        var i = AfterBlanks(text, at);
        if (i >= text.Length || text[i] != '{')
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]) && i > at)
            {
                at = i + 1;
                return text[i].ToString();
            }

            return null;
        }

        var depth = 0;
        for (var j = i; j < text.Length; j++)
        {
            depth += text[j] == '{' ? 1 : text[j] == '}' ? -1 : 0;
            if (depth == 0)
            {
                at = j + 1;
                return text[(i + 1)..j];
            }
        }

        throw new ParseException("an unclosed brace");
    }

    /// <summary>Moves past square brackets, when they stand at the position and hold no more than a name, a colour or a length.</summary>
    public static void Optional(string text, ref int at)
    {
        var i = AfterBlanks(text, at);
        var close = i < text.Length && text[i] == '[' ? text.AsSpan(i).IndexOf(']') : -1;
        at = close > 0 ? i + close + 1 : at;
    }

    /// <summary>Moves past a length in square brackets, as after the end of a row; other brackets stay.</summary>
    public static void RowSpacing(string text, ref int at)
    {
        if (at < text.Length && text[at] == '*')
        {
            at++;
        }

        var close = at < text.Length && text[at] == '[' ? text.AsSpan(at).IndexOf(']') : -1;
        if (close > 1 && Length(text, at + 1) == at + close)
        {
            at += close + 1;
        }
    }

    /// <summary>The end of a length at a position, or the position itself when none stands there.</summary>
    public static int Length(string text, int at)
    {
        var i = AfterBlanks(text, at);
        i += i < text.Length && text[i] is '-' or '+' ? 1 : 0;
        var digits = i;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
        {
            i++;
        }

        var unit = AfterBlanks(text, i);
        return i > digits && Array.Exists(Lengths, length => text.AsSpan(unit).StartsWith(length, StringComparison.Ordinal)) ? unit + 2 : at;
    }

    private static int AfterBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
