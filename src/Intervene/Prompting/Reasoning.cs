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

    [GeneratedRegex(@"^[ \t]*<(think|thinking|thought|reasoning)>.*?</\1>",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Whole();

    [GeneratedRegex("^[ \t]*</(?:think|thinking|thought|reasoning)>", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.RightToLeft)]
    private static partial Regex Lone();

    [GeneratedRegex("^[ \t]*<(?:think|thinking|thought|reasoning)>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Open();
}
