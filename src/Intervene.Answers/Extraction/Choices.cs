namespace Intervene.Answers.Extraction;

/// <summary>Reads the letter of a choice, as in <c>\textbf{(C)}\ 5</c>, <c>(C)</c> and <c>C. text</c>.</summary>
internal static class Choices
{
    private static readonly string[] Wrappers = ["\\textbf{", "\\text{", "\\textrm{", "\\mathrm{", "\\mathbf{", "\\textit{", "\\boxed{", "**", "$", "{", "\\"];

    /// <summary>The letter from A to J, or null when the text is not one choice.</summary>
    public static char? Of(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var braces = 0;
        for (var any = true; any;)
        {
            any = false;
            foreach (var wrapper in Wrappers)
            {
                if (text.StartsWith(wrapper, StringComparison.Ordinal))
                {
                    text = text[wrapper.Length..].TrimStart();
                    braces += wrapper[^1] == '{' ? 1 : 0;
                    any = true;
                }
            }
        }

        var open = text.Length > 0 && text[0] == '(';
        text = open ? text[1..].TrimStart() : text;
        if (text.Length == 0 || text[0] is < 'A' or > 'J')
        {
            return null;
        }

        var letter = text[0];
        text = text[1..].TrimStart();
        if (open)
        {
            return text.Length > 0 && text[0] == ')' && IsRest(text[1..]) ? letter : null;
        }

        var end = text.Trim("}$*. )");
        var label = text.Length > 1 && text[0] is '.' or ':' or ')' && text[1] is ' ' or '\\' or '}';
        return end.Length == 0 && (braces > 0 || !text.Contains('}')) ? letter : label && IsRest(text[1..]) ? letter : null;
    }

    /// <summary>Whether what follows the letter names no second choice.</summary>
    private static bool IsRest(ReadOnlySpan<char> rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] is >= 'A' and <= 'J' && (i == 0 || !char.IsLetter(rest[i - 1])) && (i + 1 == rest.Length || !char.IsLetter(rest[i + 1])) && i > 0 && (rest[i - 1] == '(' || i + 1 < rest.Length && rest[i + 1] == ')'))
            {
                return false;
            }
        }

        return !rest.Contains(" or ", StringComparison.Ordinal) && !rest.Contains("{or}", StringComparison.Ordinal);
    }
}
