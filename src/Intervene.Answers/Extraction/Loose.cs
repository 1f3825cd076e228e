namespace Intervene.Answers.Extraction;

/// <summary>The last bold text, formula, bracket or number of a response.</summary>
internal static class Loose
{
    private const int WordsOfDenial = 4;

    private static readonly (string Open, string Close)[] Marks = [("**", "**"), ("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")];

    private static readonly System.Collections.Frozen.FrozenSet<string> Verbs = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        ["is", "are", "was", "were", "be", "equals", "equal", "get", "gets", "have", "has", "gives", "yields", "est", "sont", "vaut", "ist", "sind",
            "es", "son", "è", "sono", "是", "为", "有", "共有"], StringComparer.Ordinal);

    public static Span? Find(string text, int start, int end)
    {
        Span? best = null;
        foreach ((var open, var close) in Marks)
        {
            var later = LastPair(text, start, end, open, close) is { } span && (best is null || span.End > best.Value.End);
            best = later ? LastPair(text, start, end, open, close) : best;
        }

        if (best is not null)
        {
            return best;
        }

        return Bracket(text, start, end) ?? (LastNumber(text, start, end) is { } number && !IsDenied(text.AsSpan(start, number.Start - start))
            ? number : null);
    }

    /// <summary>The formula of a sentence that ends in one, such as "The answer is $5$."; null for other texts.</summary>
    public static Span? OfSentence(string text)
    {
        var first = text.IndexOf('$', StringComparison.Ordinal);
        return first > 3 && char.IsLetter(text[0]) && text.AsSpan(0, first).Count(' ') >= 2
            && text.AsSpan(0, first).TrimEnd().EndsWith("is", StringComparison.Ordinal) ? LastPair(text, 0, text.Length, "$", "$") : null;
    }

    /// <summary>The formula or bold text that a phrase ends in, when it holds one; else its number when it is prose; else itself.</summary>
    public static Span Inner(string text, Span span)
    {
        foreach ((var open, var close) in Marks)
        {
            if (LastPair(text, span.Start, span.End, open, close) is { } inner)
            {
                return inner with { Rule = span.Rule };
            }
        }

        return span;
    }

    /// <summary>The formula that closes a response after the word "is".</summary>
    public static Span? AfterIs(string text, int start, int end)
    {
        var at = Math.Max(text.AsSpan(start, end - start).LastIndexOf("is ", StringComparison.Ordinal), text.AsSpan(start, end - start)
            .LastIndexOf("is\\ ", StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }

        var first = start + at + 2;
        while (first < end && (char.IsWhiteSpace(text[first]) || text[first] is '}' or '$'
            || (text[first] == '\\' && first + 1 < end && text[first + 1] == ' ')))
        {
            first++;
        }

        var span = AnswerExtractor.Trimmed(text, first, end, "is");
        return span.Length > 0 && Formulas.IsAlone(text.AsSpan(span.Start, span.Length))
            && text.AsSpan(span.Start, span.Length).ContainsAnyInRange('0', '9') ? span : null;
    }

    /// <summary>The last number of a response when a verb such as "are" stands directly before it and no formula after it.</summary>
    public static Span? Stated(string text, int start, int end)
    {
        if (LastNumber(text, start, end) is not { } number)
        {
            return null;
        }

        var before = text.AsSpan(start, number.Start - start).TrimEnd(" $*\\");
        var verb = before[(before.LastIndexOfAny(" \n") + 1)..];
        return !IsDenied(before) && Verbs.Contains(verb.ToString().ToLowerInvariant())
            && !text.AsSpan(number.End, end - number.End).ContainsAny("$*") ? number : null;
    }

    /// <summary>Whether one of the last words of the sentence that a text ends in denies what follows.</summary>
    private static bool IsDenied(ReadOnlySpan<char> before)
    {
        var sentence = before[(Math.Max(before.LastIndexOf(". ", StringComparison.Ordinal), before.LastIndexOf('\n')) + 1)..];
        foreach (var word in sentence.ToString().ToLowerInvariant().Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .TakeLast(WordsOfDenial))
        {
            if (word is "not" or "cannot" or "never" or "neither" or "nicht" or "pas" or "no" or "不是" or "не"
                || word.EndsWith("n't", StringComparison.Ordinal) || word.EndsWith("n’t", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return sentence.TrimEnd().EndsWith("不是", StringComparison.Ordinal) || sentence.TrimEnd().EndsWith("不等于", StringComparison.Ordinal);
    }

    private static Span? LastPair(string text, int start, int end, string open, string close)
    {
        var last = text.AsSpan(start, end - start).LastIndexOf(close, StringComparison.Ordinal);
        if (last <= 0)
        {
            return null;
        }

        var first = text.AsSpan(start, last).LastIndexOf(open, StringComparison.Ordinal);
        var span = first < 0 ? default : AnswerExtractor.Trimmed(text, start + first + open.Length, start + last, open);
        return span.Length > 0 ? span : null;
    }

    private static Span? Bracket(string text, int start, int end)
    {
        var close = text.AsSpan(start, end - start).LastIndexOf(']');
        var open = close < 0 ? -1 : text.AsSpan(start, close).LastIndexOf('[');
        return open < 0 || close - open > 200 ? null : AnswerExtractor.Trimmed(text, start + open + 1, start + close, "[]");
    }

    private static Span? LastNumber(string text, int start, int end)
    {
        var stop = end;
        while (stop > start && !char.IsAsciiDigit(text[stop - 1]))
        {
            stop--;
        }

        var first = stop;
        while (first > start && (char.IsAsciiDigit(text[first - 1]) || (text[first - 1] is '.' or ',' or '/' && first - 1 > start
            && char.IsAsciiDigit(text[first - 2])) || (text[first - 1] == '-' && (first - 1 == start || !char.IsLetterOrDigit(text[first - 2])))))
        {
            first--;
        }

        return first == stop ? null : new Span(first, stop - first + (stop < end && text[stop] == '%' ? 1 : 0), "number");
    }
}
