using Intervene.Answers;

namespace Intervene.Problems.Golds;

/// <summary>
/// Sends gold answers through the verifier before anything is sampled: a gold that it cannot read, that does not equal itself, or that is no answer
/// would make every attempt wrong and its problem "hard".
/// </summary>
public static class GoldReader
{
    /// <summary>Most characters of a gold answer.</summary>
    public const int Longest = 4096;

    private const int ProseWords = 12;

    private static readonly string[] JoiningWords = ["the", "is", "are", "that", "of", "if", "then", "since", "there", "we", "can", "be"];

    private static readonly string[] Placeholders =
    [
        "none", "null", "nan", "n/a", "na", "nil", "unknown", "no answer", "see solution", "proof", "-", "--", "?", "...", "\\ldots", "todo", "tbd",
            "inf", "+inf", "-inf", "notfound", "not found", "[]", "{}",
    ];

    /// <summary>Reads a gold answer.</summary>
    /// <param name="gold">The gold answer, bare or in a box.</param>
    public static GoldReading Read(string gold)
    {
        if (gold.Length > Longest)
        {
            return new(AnswerKind.Unreadable, "gold_too_long", $"{gold.Length} characters, at most {Longest} are read");
        }

        var check = GoldCheck.Of(gold);
        return Placeholders.Contains(gold.Trim().ToLowerInvariant(), StringComparer.Ordinal)
                ? new(AnswerKind.Unreadable, "gold_placeholder", "it stands for a missing answer")
            : IsProse(gold) ? new(AnswerKind.Unreadable, "gold_prose", "a sentence, not an answer")
            : !check.IsReadable ? new(check.Kind, "gold_unreadable", check.Failure)
            : !check.EqualsItself ? new(check.Kind, "gold_not_equal_to_itself", check.Failure)
            : new(check.Kind, null, "");
    }

    /// <summary>Whether two golds are the same answer: the same text, or equal to the verifier both ways.</summary>
    /// <param name="first">A gold.</param>
    /// <param name="second">Another.</param>
    public static bool Same(string first, string second) => first == second
        || AnswerVerifier.Verify(first, $"\\boxed{{{second}}}").IsCorrect || AnswerVerifier.Verify(second, $"\\boxed{{{first}}}").IsCorrect;

    /// <summary>Whether a gold is a sentence: many words, among them those that join others. A list of words is none.</summary>
    private static bool IsProse(string gold)
    {
        var (words, joining) = (0, 0);
        foreach (var part in gold.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var word = part.Trim('.', ',', ';', ':', '!', '?', '"', '\'', '(', ')');
            words += word.Length > 1 && word.All(char.IsLetter) ? 1 : 0;
            joining += JoiningWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? 1 : 0;
        }

        return words > ProseWords && joining > 1;
    }
}
