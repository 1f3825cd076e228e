using System.Text.RegularExpressions;

namespace Intervene.Prompting;

/// <summary>Reasoning that stands in a reply's text.</summary>
public static partial class Reasoning
{
    /// <summary>
    /// A text without its reasoning: what stands between <c>&lt;think&gt;</c> and its end, or before an end whose beginning the chat template
    /// wrote, or after a beginning that never ends.
    /// </summary>
    public static string Without(string text)
    {
        text = Whole().Replace(text, "");
        text = Lone().Match(text) is { Success: true } end ? text[(end.Index + end.Length)..] : text;
        return Open().Match(text) is { Success: true } open ? text[..open.Index] : text;
    }

    /// <summary>
    /// The reasoning of a trace, trimmed: what stands between its tags, or before an end without a beginning; null where there is no end.
    /// </summary>
    /// <param name="trace">The trace.</param>
    public static string? Within(string trace) => Closed(trace) is { } parts && parts.Reasoning.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What stands after the reasoning of a trace, trimmed; null where its reasoning has no end or nothing follows.</summary>
    /// <param name="trace">The trace.</param>
    public static string? After(string trace) => Closed(trace) is { } parts && parts.Answer.Trim() is { Length: > 0 } text ? text : null;

    private static (string Reasoning, string Answer)? Closed(string trace)
    {
        if (End().Match(trace) is not { Success: true } end)
        {
            return null;
        }

        var head = trace[..end.Index];
        return (Begin().Match(head) is { Success: true } begin ? head[(begin.Index + begin.Length)..] : head, trace[(end.Index + end.Length)..]);
    }

    [GeneratedRegex("<(?:think|thinking|thought|reasoning)>", RegexOptions.IgnoreCase)]
    private static partial Regex Begin();

    [GeneratedRegex("</(?:think|thinking|thought|reasoning)>", RegexOptions.IgnoreCase)]
    private static partial Regex End();

    [GeneratedRegex(@"^[ \t]*<(think|thinking|thought|reasoning)>.*?</\1>",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Whole();

    [GeneratedRegex("^[ \t]*</(?:think|thinking|thought|reasoning)>", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.RightToLeft)]
    private static partial Regex Lone();

    [GeneratedRegex("^[ \t]*<(?:think|thinking|thought|reasoning)>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Open();
}
