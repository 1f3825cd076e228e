using System.Text.RegularExpressions;
using Intervene.Answers;
using Intervene.Answers.Extraction;

namespace Intervene.Interventions.Locating;

/// <summary>The expression that a step ends in: what two corrections of one step are compared by.</summary>
public static partial class LastExpression
{
    /// <summary>
    /// The last side of the last formula, or what follows the last equals sign, or the last number, whichever ends last; null for none.
    /// </summary>
    /// <param name="step">A step's text, prose or LaTeX.</param>
    public static string? Of(string step)
    {
        if (BoxedAnswers.In(step) is [.., var box])
        {
            return Side(box);
        }

        var formula = Formula().Matches(step).LastOrDefault(static match => Side(match.Groups["inner"].Value) is not null);
        var from = formula is null ? 0 : formula.Index + formula.Length;
        return Plain(step[from..]) ?? (formula is null ? null : Side(formula.Groups["inner"].Value));
    }

    /// <summary>Whether two steps end in the same value.</summary>
    /// <param name="correction">A person's corrected step.</param>
    /// <param name="step">Another step.</param>
    public static bool Same(string correction, string step) => Of(correction) is { } gold && Of(step) is { } other
        && AnswerVerifier.Verify(gold, $"\\boxed{{{other}}}", Preset.Reward).IsCorrect;

    private static string? Plain(string text)
    {
        var equation = Equation().Match(text);
        return equation.Success && Side(equation.Groups["side"].Value) is { } side && !Prose().IsMatch(side) ? side
            : Number().Match(text) is { Success: true } number ? number.Value : null;
    }

    private static string? Side(string formula) =>
        Relation().Split(formula).Select(static side => side.Trim(' ', '\n', '\t', '.', ',', ';', ':')).LastOrDefault(static side => side.Length > 0);

    [GeneratedRegex(@"\\\((?<inner>.*?)\\\)|\\\[(?<inner>.*?)\\\]|\$\$(?<inner>.*?)\$\$|\$(?<inner>[^$]*?[^$\s\\])\$(?!\d)", RegexOptions.Singleline)]
    private static partial Regex Formula();

    [GeneratedRegex(@"=|≈|\\approx|\\equiv|\\Rightarrow|\\implies|\\leq?(?![a-z])|\\geq?(?![a-z])|<|>|\\\\|&")]
    private static partial Regex Relation();

    [GeneratedRegex(@"[=≈]\s*(?<side>[^=≈\n]*?)\s*(?:[.,;:]\s|[.,;:]?\s*$)", RegexOptions.RightToLeft)]
    private static partial Regex Equation();

    [GeneratedRegex(@"(?<![A-Za-z\\])(?!sqrt|sin|cos|tan|log|ln|pi\b|exp|mod)[A-Za-z]{2,}")]
    private static partial Regex Prose();

    [GeneratedRegex(@"-?\d[\d,]*(?:\.\d+)?(?:/\d+)?\s?%?|-?\.\d+", RegexOptions.RightToLeft)]
    private static partial Regex Number();
}
