using System.Text.RegularExpressions;
using Intervene.Answers.Extraction;
using Intervene.Problems.Layouts;

namespace Intervene.Problems.Reading;

/// <summary>Finds answers in worked solutions.</summary>
public static partial class AnswerText
{
    private const string Gsm8kMarker = "####";

    /// <summary>
    /// The answer that a text holds, by the layout's marker or box; the whole text where there is neither; empty where nothing is found.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="inBox">Whether the text is a worked solution, whose answer stands in a box or after a marker.</param>
    internal static string Find(string text, ProblemLayout layout, bool inBox)
    {
        var marker = layout.AnswerAfter ?? (HasMarker(text) ? Gsm8kMarker : null);
        return ((marker is not null ? After(text, marker) : inBox ? InLastBox(text) : text) ?? "").Trim();
    }

    /// <summary>Whether a line of the text begins with GSM8K's marker.</summary>
    internal static bool HasMarker(string text) =>
        text.StartsWith(Gsm8kMarker, StringComparison.Ordinal) || text.Contains("\n" + Gsm8kMarker, StringComparison.Ordinal);

    /// <summary>The text after the last marker, up to its line's end; null where there is no marker or nothing follows.</summary>
    /// <param name="text">The solution.</param>
    /// <param name="marker">The marker, e.g. <c>####</c>.</param>
    public static string? After(string text, string marker)
    {
        var at = text.LastIndexOf(marker, StringComparison.Ordinal);
        var answer = at < 0 ? "" : text[(at + marker.Length)..].Trim().Split('\n')[0].Trim();
        return answer.Length == 0 ? null : answer;
    }

    /// <summary>
    /// The content of the last <c>\boxed{…}</c> or <c>\fbox{…}</c> that is not empty, or of a last <c>\boxed 5</c>; null where there is none, or its
    /// brace is never closed.
    /// </summary>
    /// <param name="text">The solution.</param>
    public static string? InLastBox(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return BoxedAnswers.In(text).Select(box => box.Trim()).LastOrDefault(box => box.Length > 0);
    }

    /// <summary>The text without GSM8K's calculator annotations <c>&lt;&lt;48/2=24&gt;&gt;</c>.</summary>
    /// <param name="text">The solution.</param>
    public static string WithoutAnnotations(string text) => Annotation().Replace(text, "");

    /// <summary>The text without the given ones at its ends, and without blanks there.</summary>
    internal static string Trimmed(string text, IReadOnlyList<string> ends)
    {
        var rest = text.AsSpan().Trim();
        for (var i = 0; i < ends.Count;)
        {
            var end = ends[i++];
            var shorter = rest.EndsWith(end, StringComparison.Ordinal) ? rest[..^end.Length] : rest.StartsWith(end, StringComparison.Ordinal)
                ? rest[end.Length..] : rest;
            if (shorter.Length < rest.Length)
            {
                rest = shorter.Trim();
                i = 0;
            }
        }

        return rest.ToString();
    }

    /// <summary>The text before the first of the given ones; the whole text where none of them is in it.</summary>
    internal static string Before(string text, IReadOnlyList<string> ends)
    {
        var end = ends.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(text.Length).Min();
        return text[..end];
    }

    /// <summary>
    /// An answer that was cut within its braces, <c>\frac{1}{2^{15}</c>, as the worked solution has it whole. It stays as it is where its braces
    /// close, and where the solution has no such text or goes on otherwise in one place.
    /// </summary>
    internal static string Completed(string answer, string solution)
    {
        var bare = answer.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\{", "", StringComparison.Ordinal)
            .Replace("\\}", "", StringComparison.Ordinal);
        var open = bare.Count('{') - bare.Count('}');
        if (open <= 0)
        {
            return answer;
        }

        var whole = answer + new string('}', open);
        var found = solution.AsSpan().Count(whole);
        return found > 0 && found == solution.AsSpan().Count(answer) ? whole : answer;
    }

    [GeneratedRegex("<<[^<>]*>>")]
    private static partial Regex Annotation();
}
