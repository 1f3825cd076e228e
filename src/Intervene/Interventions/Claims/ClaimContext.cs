using System.Text.RegularExpressions;

namespace Intervene.Interventions.Claims;

/// <summary>Whether a sentence puts a relation forward as true, or only tries, supposes or refutes it.</summary>
internal static partial class ClaimContext
{
    private const int Reach = 160;

    /// <summary>Whether the text around a claim asserts it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="start">Where the claim begins.</param>
    /// <param name="end">Where it ends.</param>
    public static bool Asserts(string step, int start, int end)
    {
        var after = step[end..Math.Min(step.Length, end + Reach)];
        return !Supposed().IsMatch(Sentence(step, start)) && !Refuted().IsMatch(Following(after));
    }

    /// <summary>The sentence up to a place.</summary>
    public static string Sentence(string step, int end) => SentenceEnd().Split(step[Math.Max(0, end - Reach)..end])[^1];

    /// <summary>The rest of the sentence, and the next one where it refers back.</summary>
    private static string Following(string after)
    {
        var sentences = SentenceEnd().Split(after);
        return sentences.Length > 1 && Back().IsMatch(sentences[1]) ? sentences[0] + ' ' + sentences[1] : sentences[0];
    }

    [GeneratedRegex(@"(?<=[.?!])\s+|\n")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"\bsuppose\b|\b(?:assum(?:e|ing)|whether|check if|try(?:ing)?|guess|let's see|would|could|might|instead of|unless|"
        + @"contradict\w*|if it were|is not|isn't|cannot|not equal|should be)\b[^,;:]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Supposed();

    [GeneratedRegex(
        @"\b(?:would|must|has to|needs to)(?: (?:have|need) to)? (?:hold|be (?:true|satisfied))\b|"
        + @"not possible|impossible|not true|is false|contradict|not correct|incorrect|not match|not hold|doesn't hold|"
        + @"doesn't match|not satisf|doesn't satisf|not valid|invalid|absurd|no solution|never true|is wrong|not work|"
        + @"doesn't work|⇒\s*\d+\s*=\s*\d|\\neq", RegexOptions.IgnoreCase)]
    private static partial Regex Refuted();

    [GeneratedRegex(@"^\W*(?:this|that|which|it|but this|but that|however,? this|these)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Back();
}
