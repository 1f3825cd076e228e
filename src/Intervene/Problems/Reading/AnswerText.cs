using System.Text.RegularExpressions;

namespace Intervene.Problems.Reading;

/// <summary>Finds answers in worked solutions.</summary>
public static partial class AnswerText
{
    /// <summary>The text after the last marker, up to its line's end; null where there is no marker or nothing follows.</summary>
    /// <param name="text">The solution.</param>
    /// <param name="marker">The marker, e.g. <c>####</c>.</param>
    public static string? After(string text, string marker)
    {
        var at = text.LastIndexOf(marker, StringComparison.Ordinal);
        var answer = at < 0 ? "" : text[(at + marker.Length)..].Trim().Split('\n')[0].Trim();
        return answer.Length == 0 ? null : answer;
    }

    /// <summary>The content of the last <c>\boxed{…}</c> or <c>\fbox{…}</c> with balanced braces, or of a last <c>\boxed 5</c>; null where there is none.</summary>
    /// <param name="text">The solution.</param>
    public static string? InLastBox(string text)
    {
        for (var at = text.Length; at > 0;)
        {
            at = Math.Max(text.LastIndexOf("\\boxed", at - 1, StringComparison.Ordinal), text.LastIndexOf("\\fbox", at - 1, StringComparison.Ordinal));
            if (at < 0)
            {
                return null;
            }

            var after = text[(text.IndexOf("box", at, StringComparison.Ordinal) + 3)..];
            after = (after.StartsWith("ed", StringComparison.Ordinal) ? after[2..] : after).TrimStart();
            var content = after.StartsWith('{') ? Balanced(after) : Bare().Match(after).Value;
            if (!string.IsNullOrWhiteSpace(content))
            {
                return content.Trim();
            }
        }

        return null;
    }

    /// <summary>The text without GSM8K's calculator annotations <c>&lt;&lt;48/2=24&gt;&gt;</c>.</summary>
    /// <param name="text">The solution.</param>
    public static string WithoutAnnotations(string text) => Annotation().Replace(text, "");

    private static string? Balanced(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                continue;
            }

            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return text[1..i];
            }
        }

        return null;
    }

    [GeneratedRegex("^[^\\s$.,]+")]
    private static partial Regex Bare();

    [GeneratedRegex("<<[^<>]*>>")]
    private static partial Regex Annotation();
}
