using System.Buffers;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Extraction;

/// <summary>Finds the answer of a response; one place is chosen, and no other is tried when it does not parse.</summary>
internal static class AnswerExtractor
{
    private const int LongestAnswer = 4096;

    private const int LongestGap = 70;

    private static readonly string[] Anchors =
    [
        "answer is", "answer:", "answer =", "answer would be", "answer should be", "answer** is", "answer**:", "答案是", "答案为", "答案:", "答案：", "答案",
            "答えは", "답:", "답은", "réponse est", "réponse :", "réponse:", "result is",
        "respuesta es", "respuesta:", "antwort ist", "antwort lautet", "antwort:", "risposta è", "risposta:", "resposta é", "resposta:", "ответ:",
    ];

    private static readonly SearchValues<string> OpenTag = SearchValues.Create(["<answer>"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> CloseTag = SearchValues.Create(["</answer>"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> AnchorSearch = SearchValues.Create(Anchors, StringComparison.OrdinalIgnoreCase);

    /// <summary>The answer's span, or null with nothing that the mode accepts; a list of boxes when the gold has as many members.</summary>
    public static Span? Find(string response, ExtractionRules rules, int members, bool choice, out List<Span> boxes)
    {
        var (start, end) = Boundary.Of(response, rules.CutReasoning);
        boxes = Boxes.In(response, start, end, Math.Max(1, Math.Min(members + 1, 64)));
        if (boxes.Count > 0)
        {
            boxes = Joined(response, boxes, members);
            return choice && rules.Mode == ExtractionMode.Lenient && Stated(response, boxes[0], end) is { } letter ? letter
                : Limited(response, boxes[0]);
        }

        // After a box that cannot be read only a later statement counts.
        var broken = Boxes.LastCommand(response, start, end);
        if (broken >= 0)
        {
            return rules.Mode != ExtractionMode.Boxed && Anchored(response, broken, end) is { } later && later.Start > broken
                ? Limited(response, later) : null;
        }

        var whole = Trimmed(response, start, end, "whole");
        if (choice && whole.Length > 0 && rules.Mode == ExtractionMode.Lenient)
        {
            return Choices.Of(response.AsSpan(whole.Start, whole.Length)) is not null ? whole
                : Anchored(response, start, end) is { } place && Choices.Of(response.AsSpan(place.Start, place.Length)) is not null ? place
                : Letters.Last(response, start, end) is { } letter ? letter
                : null;
        }

        if (rules.BareFormula && whole.Length > 0 && whole.Length <= LongestAnswer && Last(response, whole.Start, whole.End, AnchorSearch) < 0
            && Formulas.IsAlone(response.AsSpan(whole.Start, whole.Length)) && !Formulas.IsMixed(response.AsSpan(whole.Start, whole.Length)))
        {
            return whole;
        }

        if (rules.Mode == ExtractionMode.Boxed || whole.Length == 0)
        {
            return null;
        }

        return Anchored(response, start, end) is { } anchored ? Limited(response, anchored)
            : rules.Mode == ExtractionMode.Lenient && Loose.AfterIs(response, start, end) is { } stated ? Limited(response, stated)
            : rules.Mode == ExtractionMode.Lenient && Loose.Stated(response, start, end) is { } number ? number
            : rules.Mode == ExtractionMode.Lenient && Loose.Find(response, start, end) is { } loose ? Limited(response, loose)
            : null;
    }

    /// <summary>The letter that is stated after a box which holds none; null when the box holds one or nothing is stated.</summary>
    private static Span? Stated(string text, Span box, int end) =>
        Choices.Of(text.AsSpan(box.Start, box.Length)) is null && Anchored(text, box.End, end) is { } place
            && Choices.Of(text.AsSpan(place.Start, place.Length)) is not null ? place : null;

    /// <summary>A span of at most 4,096 units, or a long run of digits.</summary>
    private static Span? Limited(string text, Span span) =>
        span.Length <= LongestAnswer || !text.AsSpan(span.Start, span.Length).ContainsAnyExceptInRange('0', '9') ? span : null;

    /// <summary>
    /// Neighbouring boxes joined by a comma, "and" or "or" are one list; others are when they have as many members as the gold; else the last box.
    /// </summary>
    private static List<Span> Joined(string text, List<Span> boxes, int members)
    {
        var count = 1;
        var values = Values(text, boxes[0]);
        var joined = false;
        while (count < boxes.Count && Gap(text, boxes[count], boxes[count - 1]) is { } joins)
        {
            joined |= joins;
            values += Values(text, boxes[count]);
            count++;
        }

        return count > 1 && (joined || values == members) ? boxes.GetRange(0, count) : [boxes[0]];
    }

    /// <summary>How many values a box holds: two when it has a double sign.</summary>
    private static int Values(string text, Span box) => text.AsSpan(box.Start, box.Length) is var content
        && (content.Contains("\\pm", StringComparison.Ordinal) || content.Contains('±')) ? 2 : 1;

    /// <summary>Whether the text between two boxes joins them, or only separates them; null when it does more.</summary>
    private static bool? Gap(string text, Span left, Span right)
    {
        var gap = text[left.End..right.Start].TrimStart('}');
        if (gap.Length > LongestGap || gap.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return null;
        }

        var words = Boxes.Without(gap).Replace("\\text", "", StringComparison.Ordinal).Replace("\\quad", "", StringComparison.Ordinal)
            .Split([' ', ';', '$', '}', '{', '\\', '.', '(', ')', '[', ']', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(words, static word => word.Trim(',') is { } bare
            && (bare.Length == 0 || IsName(bare) || Joins.Of(bare, true, true) is not null)) ? words.Length > 0 : null;
    }

    /// <summary>Whether a word is the name before the next value, as in <c>x=</c>.</summary>
    private static bool IsName(string word) => word.Length is > 1 and <= 5 && word[^1] == '=' && char.IsAsciiLetter(word[0])
        && !word.AsSpan(1, word.Length - 2).ContainsAnyInRange('a', 'z');

    private static Span? Anchored(string text, int start, int end)
    {
        var hashes = text.LastIndexOf("####", end - 1, end - start, StringComparison.Ordinal);
        if (hashes >= 0)
        {
            return Line(text, hashes + 4, end, "####");
        }

        var close = Last(text, start, end, CloseTag);
        var open = close < 0 ? -1 : Last(text, start, close, OpenTag);
        if (open >= 0)
        {
            return Trimmed(text, open + 8, close, "<answer>");
        }

        var best = Last(text, start, end, AnchorSearch);
        if (best < 0)
        {
            return null;
        }

        var length = 0;
        foreach (var anchor in Anchors)
        {
            length = text.AsSpan(best, end - best).StartsWith(anchor, StringComparison.OrdinalIgnoreCase) ? Math.Max(length, anchor.Length) : length;
        }

        return Line(text, best + length, end, "anchor");
    }

    /// <summary>Where the last of some words begins, or -1; one vectorised pass forward.</summary>
    private static int Last(string text, int start, int end, SearchValues<string> words)
    {
        var best = -1;
        while (start < end && text.AsSpan(start, end - start).IndexOfAny(words) is var at and >= 0)
        {
            best = start + at;
            start = best + 1;
        }

        return best;
    }

    private static Span? Line(string text, int start, int end, string rule)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is ':' or '*' or '}'))
        {
            start++;
        }

        var stop = text.AsSpan(start, end - start).IndexOf('\n');
        stop = stop < 0 ? end : start + stop;
        var sentence = text.AsSpan(start, stop - start).IndexOf(". ", StringComparison.Ordinal);
        stop = sentence > 0 ? start + sentence : stop;
        var hope = text.AsSpan(start, stop - start).IndexOf("I hope", StringComparison.Ordinal);
        stop = hope > 0 ? start + hope : stop;
        while (stop > start && (text[stop - 1] is '*' or '.' || char.IsWhiteSpace(text[stop - 1]))
            && text.AsSpan(start, stop - start).Count("**") % 2 != 0)
        {
            stop--;
        }

        var span = Trimmed(text, start, stop, rule);
        return span.Length > 0 ? Loose.Inner(text, span) : null;
    }

    public static Span Trimmed(string text, int start, int end, string rule)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] == '*'))
        {
            start++;
        }

        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '*' or '。'))
        {
            end--;
        }

        return new Span(start, end - start, rule);
    }
}
