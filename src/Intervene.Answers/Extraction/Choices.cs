namespace Intervene.Answers.Extraction;

/// <summary>
/// Reads the letter of a choice: alone, as a label before or after a value as in <c>\textbf{(C)}\ 5</c> and <c>42 (B)</c>, or after a word such as
/// "option". A letter is the whole answer or none: two letters, or a letter that is denied, are no choice.
/// </summary>
internal static class Choices
{
    private static readonly string[] Wrappers = ["\\textbf{", "\\text{", "\\textrm{", "\\textsf{", "\\textit{", "\\mathrm{", "\\mathbf{",
        "\\mathsf{", "\\mathit{", "\\boldsymbol{", "\\bf{", "\\underline{", "**", "__", "$", "{", "\\ ", "\\,", "~", "*",
            .. Array.ConvertAll(Latex.Words.Boxes, static name => $"\\{name}{{")];

    private static readonly string[] Words = ["option", "choice", "answer", "the answer is", "the correct answer is", "the correct option is",
        "the correct choice is", "letter", "选项", "选择", "选", "答案是", "答案为", "答案", "opción", "réponse", "antwort", "ответ"];

    private static readonly string[] Denials = ["is", "isn't", "was", "are", "or", "and", "nor", "not", "/", "&", ",", ";", "+", "to", "through",
        "-", "–", "或", "和", "、", "ou", "oder", "et", "und", "o ", "y "];

    /// <summary>The letter from A to J, or null when the text is not one choice.</summary>
    public static char? Of(ReadOnlySpan<char> text) => Label(text) is { } label ? label.Letter : Trailing(text) is { } trailing ? trailing.Letter
        : null;

    /// <summary>
    /// The letter before or after a value and the value; null when there is no letter, no value, or no sign that the letter is a label.
    /// </summary>
    public static (char Letter, string Value)? Labelled(string text)
    {
        var labelled = Label(text) is { Letter: <= 'E', Value.Length: > 0, Marked: true } label ? (label.Letter, label.Value)
            : Trailing(text) is { } trailing ? trailing : ((char Letter, string Value)?)null;
        return labelled is { Item2: var value } && value.AsSpan().ContainsAnyExcept(" }{$*\\.,;:~)") ? labelled : null;
    }

    private static (char Letter, string Value, bool Marked)? Label(ReadOnlySpan<char> text)
    {
        var open = Unwrapped(ref text);
        foreach (var word in Words)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && (word[0] >= 0x2e80 || text.Length > word.Length && !char.IsLetter(text[word.Length])))
            {
                text = text[word.Length..].TrimStart(" :：");
                open += Unwrapped(ref text);
                break;
            }
        }

        var parenthesised = text.Length > 0 && text[0] is '(' or '（' or '[';
        text = parenthesised ? text[1..] : text;
        open += parenthesised ? Unwrapped(ref text) : 0;
        if (text.Length == 0 || text[0] is < 'A' or > 'J')
        {
            return null;
        }

        var letter = text[0];
        text = text[1..];
        var closed = Closed(ref text);
        if (parenthesised && (text.Length == 0 || text[0] is not (')' or '）' or ']')))
        {
            return null;
        }

        text = parenthesised ? text[1..] : text;
        var punctuated = !parenthesised && text.Length > 0 && text[0] is '.' or ':' or ')' or '：' or '．';
        text = punctuated ? text[1..] : text;
        closed += Closed(ref text);
        var rest = Rest(text);
        if (rest.Length == 0)
        {
            return closed >= open || open == 0 ? (letter, "", true) : null;
        }

        var marked = parenthesised || (punctuated && text[0] is ' ' or '\\' or '$' or '\n' or '~') || (closed > 0 && closed >= open);
        return marked && IsRest(rest) ? (letter, rest.ToString(), marked) : null;
    }

    /// <summary>A value and a letter in parentheses after it.</summary>
    private static (char Letter, string Value)? Trailing(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(" .}$*\n~");
        if (text.Length < 4 || text[^1] is not (')' or '）'))
        {
            return null;
        }

        text = text[..^1].TrimEnd(" }$*");
        if (text.Length < 3 || text[^1] is < 'A' or > 'E')
        {
            return null;
        }

        var letter = text[^1];
        text = text[..^1];
        var before = text;
        TrimWrappers(ref text);
        if (text.Length < 2 || text[^1] is not ('(' or '（') || !(before.Length - text.Length > 0 || char.IsWhiteSpace(text[^2])
            || text[^2] is '{' or '~' or '\\' or ',' or '$'))
        {
            return null;
        }

        text = text[..^1].TrimEnd();
        TrimWrappers(ref text);
        text = text.TrimEnd(" ,~");
        return text.Length > 0 && text.ContainsAnyInRange('0', '9') && !text.Contains("or ", StringComparison.Ordinal) ? (letter, text.ToString())
            : null;
    }

    private static void TrimWrappers(ref ReadOnlySpan<char> text)
    {
        for (var any = true; any;)
        {
            any = false;
            foreach (var wrapper in Wrappers)
            {
                if (text.EndsWith(wrapper, StringComparison.Ordinal))
                {
                    text = text[..^wrapper.Length].TrimEnd();
                    any = true;
                }
            }
        }
    }

    /// <summary>Moves past wrappers; how many of them are braces that must close.</summary>
    private static int Unwrapped(ref ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
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

        return braces;
    }

    private static int Closed(ref ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimStart("}*_ ");
        var closed = text[..(text.Length - trimmed.Length)].Count('}');
        var kept = text[..(text.Length - trimmed.Length)].LastIndexOfAny('}', '*');
        text = text[(kept + 1)..];
        return closed;
    }

    private static ReadOnlySpan<char> Rest(ReadOnlySpan<char> text) => text.Trim().Trim("$*~ \n").TrimEnd(".)") is var rest && rest is "}" or "\\"
        ? [] : rest;

    /// <summary>Whether what follows the letter is what the choice says: no second choice and no word on the letter.</summary>
    private static bool IsRest(ReadOnlySpan<char> rest)
    {
        var words = rest.TrimStart();
        foreach (var denial in Denials)
        {
            if (words.StartsWith(denial, StringComparison.OrdinalIgnoreCase)
                && (!char.IsLetter(denial[^1]) && denial is not "-" and not "+" || denial[0] >= 0x2e80
                || words.Length > denial.Length && char.IsWhiteSpace(words[denial.Length])))
            {
                return false;
            }
        }

        for (var i = 1; i < rest.Length; i++)
        {
            var alone = rest[i] is >= 'A' and <= 'J' && !char.IsLetter(rest[i - 1]) && (i + 1 == rest.Length || !char.IsLetter(rest[i + 1]));
            if (alone && (rest[i - 1] == '(' && i + 1 < rest.Length && rest[i + 1] == ')'
                || rest[..i].TrimEnd().EndsWith(" or", StringComparison.Ordinal) || rest[..i].TrimEnd().EndsWith(" and", StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return !rest.Contains("{or}", StringComparison.Ordinal);
    }
}
