using System.Text.RegularExpressions;

namespace Intervene.Interventions;

/// <summary>What kind of answer a text may give away.</summary>
/// <param name="IsShort">It is so short that it occurs by chance.</param>
/// <param name="IsGiven">The question holds its value.</param>
/// <param name="IsTelling">It is short and yet hardly there by chance: two digits, not in the question, no usual measure.</param>
/// <param name="IsFormula">It is a list, a tuple or a formula with numbers.</param>
/// <param name="IsList">It has several parts.</param>
internal readonly partial record struct LeakedAnswer(bool IsShort, bool IsGiven, bool IsTelling, bool IsFormula, bool IsList)
{
    /// <summary>Numbers of two digits that measures and the calendar bring into many problems.</summary>
    private static readonly string[] Common = ["10", "12", "20", "24", "30", "31", "50", "52", "60", "90"];

    /// <summary>The kind of an answer.</summary>
    /// <param name="gold">The answer.</param>
    /// <param name="isGiven">Whether the question holds its value; null where the question is not known.</param>
    public static LeakedAnswer Of(string gold, bool? isGiven)
    {
        var bare = gold.Trim(' ', '$', '.').TrimStart('-');
        return new LeakedAnswer(
            bare.Length <= 2, isGiven == true, isGiven == false && bare.Length == 2 && !Common.Contains(bare),
            bare.Any(char.IsAsciiDigit) && bare.AsSpan().IndexOfAny("\\(,[{") >= 0,
            bare.Contains(", ", StringComparison.Ordinal) || bare.Contains(';', StringComparison.Ordinal) || Several().IsMatch(bare));
    }

    [GeneratedRegex(@"^\S+(?:,(?!\d{3}(?!\d))\S+)+$|\b(?:and|or)\b|\\pm|±")]
    private static partial Regex Several();
}
