using System.Globalization;
using System.Text.RegularExpressions;
using Intervene.Interventions.Claims;
using Intervene.Interventions.Reading;

namespace Intervene.Interventions;

/// <summary>Whether a worked solution contradicts its own answer, as some of GSM8K and of Omni-MATH do.</summary>
public static partial class ReferenceContradiction
{
    private const int EndLines = 2;

    private static readonly Rational Hundred = Rational.Of(100);

    /// <summary>Says so in words; null where the solution states the answer somewhere, or has no end that can be read.</summary>
    /// <param name="gold">The answer.</param>
    /// <param name="solution">The worked solution.</param>
    /// <param name="same">Whether two answers are equivalent.</param>
    public static string? Of(string gold, string solution, Func<string, string, bool> same)
    {
        var lines = ReferenceLine.Of(solution);
        return FinalAnswer.Of([.. lines.Select(static line => line.Text)]) is { } final && !same(gold, final.Text) && !WorksOut(gold, solution, lines)
            && !lines.Any(line => LeakCheck.Of(gold, line.Text).Rule is { } rule && rule <= LeakRule.Conclusion)
            ? string.Create(CultureInfo.InvariantCulture, $"the reference solution ends in {final.Text} and nowhere states the answer {gold}") : null;
    }

    /// <summary>
    /// Whether the solution writes the answer's formula; a calculation of it has the answer's value, or its last lines mention it, be it in another
    /// hundred: cents, percent. Where the solution does not end in a calculation, a number of three digits is no coincidence wherever it stands.
    /// </summary>
    private static bool WorksOut(string gold, string solution, IReadOnlyList<ReferenceLine> lines)
    {
        var isNumber = Number().IsMatch(gold);
        if (!isNumber && FormulaPieces.Normal(Frame().Replace(gold, "")) is { Length: > 2 } piece
            && FormulaPieces.Normal(solution).Contains(piece, StringComparison.Ordinal))
        {
            return true;
        }

        if (!isNumber || FinalAnswer.Last(gold) is not { } value)
        {
            return FormulaPieces.Normal(gold) is { Length: > 0 } small && lines.Any(line => FormulaPieces.Read(line.Text).Contains(small));
        }

        var end = lines[^1].Equations.Count > 0 ? lines.TakeLast(1) : gold.Count(char.IsAsciiDigit) > 2 ? lines : lines.TakeLast(EndLines);
        return lines.SelectMany(static line => line.Equations).Select(static equation => equation.Result)
            .Concat(end.SelectMany(static line => NumberReader.Read(line.Text)))
            .Any(other => other == value || -other == value || other * Hundred == value || other == value * Hundred);
    }

    [GeneratedRegex(@"\\boxed|\\[\[\]()]|\$")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^\s*-?\s*\\?\$?\s*[\d.,]+(?:\s*/\s*\d+)?\s*\\?%?\s*$")]
    private static partial Regex Number();
}
