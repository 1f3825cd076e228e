namespace Intervene.Prompting;

/// <summary>A string of <see cref="LenientJson"/>: where it ends although quotes inside it may not be escaped.</summary>
internal static class LenientString
{
    private const int FarthestLook = 400;

    /// <summary>Whether a character opens a string.</summary>
    public static bool IsQuote(char c) => c is '"' or '\'' or '“' or '‘';

    /// <summary>Reads the string that begins at a quote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The opening quote's place.</param>
    /// <param name="inObject">Whether the string is a key or a value of an object, so that a key comes after the next comma.</param>
    /// <param name="isKey">Whether the string is a key.</param>
    /// <param name="value">The string, escapes resolved.</param>
    /// <param name="end">The place after the closing quote.</param>
    /// <returns>Whether the string ends.</returns>
    public static bool TryRead(string text, int start, bool inObject, bool isKey, out string value, out int end)
    {
        var close = text[start] switch { '“' => '”', '‘' => '’', var same => same };
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == close && Ends(text, i + 1, inObject, isKey))
            {
                value = LatexEscapes.Resolve(text[(start + 1)..i]);
                end = i + 1;
                return true;
            }
        }

        (value, end) = ("", text.Length);
        return false;
    }

    /// <summary>Whether what follows a quote is what follows a string.</summary>
    private static bool Ends(string text, int at, bool inObject, bool isKey)
    {
        var next = Next(text, at);
        if (next >= text.Length)
        {
            return true;
        }

        return text[next] switch
        {
            ':' or '=' => isKey,
            ',' when isKey => false,
            ',' => inObject ? KeyFollows(text, next + 1) : ValueFollows(text, next + 1),
            '}' or ']' => !isKey && Closes(text, next + 1),
            _ => false,
        };
    }

    private static bool Closes(string text, int at)
    {
        var next = Next(text, at);
        return next >= text.Length || text[next] is ',' or '}' or ']' or '<' or '`' || text.AsSpan(at, next - at).Contains('\n');
    }

    private static bool ValueFollows(string text, int at)
    {
        var next = Next(text, at);
        return next >= text.Length || IsQuote(text[next]) || text[next] is '{' or '[' or ']' or '-' || char.IsDigit(text[next]);
    }

    private static bool KeyFollows(string text, int at)
    {
        var next = Next(text, at);
        if (next >= text.Length || text[next] == '}')
        {
            return true;
        }

        if (!IsQuote(text[next]) && !char.IsLetter(text[next]))
        {
            return false;
        }

        var limit = Math.Min(text.Length, next + FarthestLook);
        var i = next + 1;
        while (i < limit && text[i] is not (':' or ',' or '\n' or '{' or '}'))
        {
            i++;
        }

        // A key of several words is a quoted one.
        return i < limit && text[i] == ':'
            && (IsQuote(text[next]) ? text[i - 1] is '"' or '\'' or '”' or '’' or ' ' : !text.AsSpan(next, i - next).Trim().Contains(' '));
    }

    private static int Next(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
