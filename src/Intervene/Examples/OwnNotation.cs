using Intervene.Interventions.Alignment;
using Intervene.Interventions.Reading;
using Intervene.Problems.Equations;

namespace Intervene.Examples;

/// <summary>A solution in the model's own format: its lines as the model's attempts write calculations, and an answer in a box.</summary>
public static class OwnNotation
{
    private const string Box = "\\boxed{";

    /// <summary>The solution's lines, one a step.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="answer">The gold answer; it is boxed on a line of its own where no line has a box, <c>51.0</c> as <c>51</c>.</param>
    /// <param name="attempt">The steps of an attempt of the model.</param>
    public static IReadOnlyList<string> Lines(string solution, string answer, IReadOnlyList<string> attempt)
    {
        var notation = AttemptNotation.Of(attempt);
        string[] lines = [.. ReferenceLine.Of(solution).Select(line => notation.Say(line.Text))];
        return lines.Any(line => line.Contains(Box, StringComparison.Ordinal)) ? lines : [.. lines, $"{Box}{EquationSteps.Plain(answer)}}}"];
    }
}
