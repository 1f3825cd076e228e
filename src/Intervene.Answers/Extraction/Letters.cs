namespace Intervene.Answers.Extraction;

/// <summary>Finds the letter of a choice in prose.</summary>
internal static class Letters
{
    private static readonly string[] Negations = ["not", "non", "no", "nicht", "n't", "不是", "不", "isn't", "either", "than"];

    /// <summary>The last letter from A to J that stands alone, is no article and is not denied; null when there is none.</summary>
    public static Span? Last(string text, int start, int end)
    {
        for (var i = end - 1; i >= start; i--)
        {
            if (text[i] is < 'A' or > 'J' || (i > start && (char.IsAsciiLetterOrDigit(text[i - 1]) || text[i - 1] is '_' or '^' or '\\'))
                || (i + 1 < end && (char.IsAsciiLetterOrDigit(text[i + 1]) || text[i + 1] is '_' or '^' or '\'')))
            {
                continue;
            }

            if (!IsArticle(text, i, end) && !IsDenied(text.AsSpan(start, i - start)))
            {
                return new Span(i, 1, "letter");
            }
        }

        return null;
    }

    private static bool IsArticle(string text, int at, int end) => text[at] is 'A' or 'I' && at + 2 < end && text[at + 1] == ' '
        && char.IsAsciiLetterLower(text[at + 2]);

    private static bool IsDenied(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd(" (*$");
        foreach (var negation in Negations)
        {
            if (before.EndsWith(negation, StringComparison.OrdinalIgnoreCase)
                && (before.Length == negation.Length || !char.IsAsciiLetter(before[^(negation.Length + 1)]) || negation == "n't"))
            {
                return true;
            }
        }

        return false;
    }
}
