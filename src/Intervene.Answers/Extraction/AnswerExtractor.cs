using System.Buffers;

namespace Intervene.Answers.Extraction;

/// <summary>Finds the answer of a response; one place is chosen, and no other is tried when it does not parse.</summary>
internal static class AnswerExtractor
{
    private const int LongestAnswer = 4096;

    private static readonly string[] Anchors =
    [
        "answer is", "answer:", "answer =", "answer would be", "answer should be", "answer** is", "answer**:", "答案是", "答案为", "答案:", "答案：", "答案", "答えは", "답:", "답은", "réponse est", "réponse :", "réponse:", "result is",
        "respuesta es", "respuesta:", "antwort ist", "antwort lautet", "antwort:", "risposta è", "risposta:", "resposta é", "resposta:", "ответ:",
    ];

    private static readonly SearchValues<string> OpenTag = SearchValues.Create(["<answer>"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> CloseTag = SearchValues.Create(["</answer>"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> AnchorSearch = SearchValues.Create(Anchors, StringComparison.OrdinalIgnoreCase);

    /// <summary>The answer's span, or null with nothing that the mode accepts; a list of boxes when the gold has as many members.</summary>
    public static Span? Find(string response, VerifierOptions options, int members, bool choice, out List<Span> boxes)
    {
        (var start, var end) = Boundary.Of(response, options.CutReasoning);
        boxes = Boxes.In(response, start, end, Math.Max(1, Math.Min(members + 1, 64)));
        if (boxes.Count > 0)
        {
            boxes = Joined(response, boxes, members);
            return Limited(response, boxes[0]);
        }

        var whole = Trimmed(response, start, end, "whole");
        if (choice && whole.Length > 0 && options.Extraction == ExtractionMode.Lenient && Choices.Of(response.AsSpan(whole.Start, whole.Length)) is null)
        {
            return Anchored(response, start, end) is { } place && Choices.Of(response.AsSpan(place.Start, place.Length)) is not null ? place
                : Letters.Last(response, start, end) is { } letter ? letter
                : null;
        }

        if (options.BareFormula && whole.Length > 0 && whole.Length <= LongestAnswer && Last(response, whole.Start, whole.End, AnchorSearch) < 0 && Formulas.IsAlone(response.AsSpan(whole.Start, whole.Length)))
        {
            return whole;
        }

        if (options.Extraction == ExtractionMode.Boxed || whole.Length == 0)
        {
            return null;
        }

        return Anchored(response, start, end) is { } anchored ? Limited(response, anchored)
            : options.Extraction == ExtractionMode.Lenient && Loose.AfterIs(response, start, end) is { } stated ? Limited(response, stated)
            : options.Extraction == ExtractionMode.Lenient && Loose.Find(response, start, end) is { } loose ? Limited(response, loose)
            : null;
    }

    /// <summary>A span of at most 4,096 units, or a long run of digits.</summary>
    private static Span? Limited(string text, Span span) =>
        span.Length <= LongestAnswer || !text.AsSpan(span.Start, span.Length).ContainsAnyExceptInRange('0', '9') ? span : null;

    /// <summary>Neighbouring boxes that together have as many members as the gold, else the last box.</summary>
    private static List<Span> Joined(string text, List<Span> boxes, int members)
    {
        if (members < 2 || boxes.Count < 2)
        {
            return [boxes[0]];
        }

        var count = 1;
        var values = Values(text, boxes[0]);
        while (count < boxes.Count && IsGap(text, boxes[count], boxes[count - 1]))
        {
            values += Values(text, boxes[count]);
            count++;
        }

        return values == members ? boxes.GetRange(0, count) : [boxes[0]];
    }

    /// <summary>How many values a box holds: two when it has a double sign.</summary>
    private static int Values(string text, Span box) => text.AsSpan(box.Start, box.Length) is var content && (content.Contains("\\pm", StringComparison.Ordinal) || content.Contains('±')) ? 2 : 1;

    private static bool IsGap(string text, Span left, Span right)
    {
        var gap = text[left.End..right.Start].TrimStart('}');
        gap = gap.Replace("\\boxed{", "", StringComparison.Ordinal).Replace("\\text{", "", StringComparison.Ordinal).Replace("\\quad", "", StringComparison.Ordinal);
        return gap.Length <= 70 && !gap.AsSpan().ContainsAnyInRange('0', '9') && gap.Split(' ', ',', ';', '$', '}', '{', '\\', '.', '(', ')', '[', ']', '\n', '\r', '\t').All(static w => w.Length == 0 || w is "and" or "or" or "et" or "und" or "y" or "boxed");
    }

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
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is ':' or '*'))
        {
            start++;
        }

        var stop = text.AsSpan(start, end - start).IndexOf('\n');
        stop = stop < 0 ? end : start + stop;
        var sentence = text.AsSpan(start, stop - start).IndexOf(". ", StringComparison.Ordinal);
        stop = sentence > 0 ? start + sentence : stop;
        var hope = text.AsSpan(start, stop - start).IndexOf("I hope", StringComparison.Ordinal);
        stop = hope > 0 ? start + hope : stop;
        while (stop > start && (text[stop - 1] is '*' or '.' || char.IsWhiteSpace(text[stop - 1])) && text.AsSpan(start, stop - start).Count("**") % 2 != 0)
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
