using System.Text.RegularExpressions;
using Intervene.Answers.Extraction;
using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Reading;

/// <summary>The answer that an attempt ends in: its last box, else its last number.</summary>
/// <param name="Text">As the attempt writes it.</param>
internal sealed partial record FinalAnswer(string Text)
{
    /// <summary>Its last number, or null where it has none.</summary>
    public Rational? Value { get; } = Last(Text);

    /// <summary>The final answer of some steps, or null where there is neither a box nor a number.</summary>
    public static FinalAnswer? Of(IReadOnlyList<string> steps)
    {
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (BoxedAnswers.In(steps[i]) is [.., var box])
            {
                return new FinalAnswer(box);
            }
        }

        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (NumberReader.Read(steps[i], words: false) is { Count: > 0 } && Number().Match(steps[i]) is { Success: true } number)
            {
                return new FinalAnswer(number.Value);
            }
        }

        return null;
    }

    /// <summary>The answer that a worked solution marks as such, in its last box or behind <c>####</c>, or null.</summary>
    public static FinalAnswer? Marked(string solution) => BoxedAnswers.In(solution) is [.., var box] ? new FinalAnswer(box)
        : Closing().Match(solution) is { Success: true } closing ? new FinalAnswer(closing.Groups[1].Value.Trim()) : null;

    /// <summary>The last number of a text in digits, without its sign; of a percentage the number before the sign, of a fraction its value.</summary>
    public static Rational? Last(string text)
    {
        if (Number().Match(NumberReader.Plain(text)) is not { Success: true } match || match.Length > 40)
        {
            return null;
        }

        var parts = match.Value.Split('/');
        var value = Rational.Parse(parts[0]);
        return parts.Length == 1 ? value : Rational.Parse(parts[1]) is { IsZero: false } under ? value / under : null;
    }

    [GeneratedRegex(@"^####[ \t]*(\S.*)$", RegexOptions.Multiline)]
    private static partial Regex Closing();

    [GeneratedRegex(@"(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:/\d+)?", RegexOptions.RightToLeft)]
    private static partial Regex Number();
}
