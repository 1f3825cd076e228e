using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Intervene.Problems.Reading;

/// <summary>Questions as they are compared and completed.</summary>
public static partial class QuestionText
{
    /// <summary>
    /// The question without what does not make it another one: letters are lowered, dollars left out, dashes and quotes made plain, and blanks kept
    /// only between two letters or digits.
    /// </summary>
    /// <param name="question">The question.</param>
    public static string Normalise(string question)
    {
        var text = new StringBuilder(question.Length);
        var blank = false;
        foreach (var c in question)
        {
            if (char.IsWhiteSpace(c) || c is '\u200b' or '\u2060' or '\ufeff')
            {
                blank = true;
                continue;
            }

            if (c == '$')
            {
                continue;
            }

            if (blank && text.Length > 0 && char.IsLetterOrDigit(text[^1]) && char.IsLetterOrDigit(c))
            {
                text.Append(' ');
            }

            blank = false;
            text.Append(c switch { '’' or '‘' or '`' => '\'', '“' or '”' => '"', '–' or '—' or '−' => '-', _ => char.ToLowerInvariant(c) });
        }

        return text.ToString();
    }

    /// <summary>Fills the holes <c>number0</c>, <c>number1</c> … with the numbers of a list; null where a hole has none.</summary>
    /// <param name="question">The question.</param>
    /// <param name="numbers">The numbers, separated by blanks or commas; a whole one written as <c>9.0</c> is filled in as <c>9</c>.</param>
    public static string? Fill(string question, string numbers)
    {
        var values = numbers.Split([' ', ',', ';', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        var filled = true;
        var text = Hole().Replace(question, hole =>
        {
            var known = int.TryParse(hole.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < values.Length;
            filled &= known;
            return known ? (values[i].EndsWith(".0", StringComparison.Ordinal) ? values[i][..^2] : values[i]) : "";
        });
        return filled ? text : null;
    }

    /// <summary>Whether a question has the letter of a choice anywhere, which a gold that is such a letter needs.</summary>
    /// <param name="question">The question.</param>
    /// <param name="choice">The gold, e.g. <c>(C)</c>.</param>
    public static bool Offers(string question, string choice) =>
        Letter().Match(choice) is not { Success: true } letter || question.Contains(letter.Value, StringComparison.Ordinal);

    [GeneratedRegex("(?<![A-Za-z])[A-Z](?![A-Za-z])")]
    private static partial Regex Letter();

    [GeneratedRegex(@"\bnumber(\d+)\b")]
    private static partial Regex Hole();
}
