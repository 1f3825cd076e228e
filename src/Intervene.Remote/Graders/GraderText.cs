namespace Intervene.Remote.Graders;

/// <summary>Makes harmless what a verifier of the user's wrote: it goes into records, messages and terminals.</summary>
internal static class GraderText
{
    private const int LongestReason = 1000;
    private const int LongestVerdict = 64;

    /// <summary>A text on one line, without control characters, cut to a thousand characters.</summary>
    public static string Line(string text)
    {
        var cut = text.Length > LongestReason ? string.Concat(text.AsSpan(0, LongestReason), "…") : text;
        return string.Create(cut.Length, cut, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }).Trim();
    }

    /// <summary>Whether a text can name a verdict: snake_case of at most 64 characters.</summary>
    public static bool IsVerdict(string text) =>
        text.Length is > 0 and <= LongestVerdict && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
