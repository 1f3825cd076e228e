using System.Text.RegularExpressions;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Interventions;

/// <summary>
/// An oracle without a model: it compares a wrong attempt with the worked reference solution and gives the reference's next line for
/// the first step that departs from it, in the attempt's own notation. It understands plain arithmetic alone.
/// </summary>
/// <param name="same">Whether two answers are equivalent: (gold, other); guards against interventions that give the answer away.</param>
public sealed partial class ReferenceSolutionOracle(Func<string, string, bool> same) : IOracle
{
    /// <inheritdoc/>
    public string Name => "reference-solution";

    /// <inheritdoc/>
    /// <remarks>
    /// Refuses with <c>correct_attempt</c>, <c>no_reference</c>, <c>no_steps</c>, <c>no_equations</c> (nothing in the reference can be
    /// checked), <c>no_error_found</c>, <c>reference_exhausted</c> (every line is established before the error) or <c>leaks_answer</c>.
    /// </remarks>
    public OracleReply Propose(Problem problem, Rollout attempt, SplitRollout steps)
    {
        if (attempt.Reward > 0)
        {
            return Refuse("correct_attempt");
        }

        if (string.IsNullOrWhiteSpace(problem.ReferenceSolution))
        {
            return Refuse("no_reference");
        }

        if (steps.Steps.Count == 0)
        {
            return Refuse("no_steps");
        }

        var lines = ReferenceLine.Of(problem.ReferenceSolution);
        if (lines.All(line => line.Equations.Count == 0))
        {
            return Refuse("no_equations");
        }

        var departure = AttemptAlignment.Find(problem.Question, lines, steps.Steps);
        if (departure.Location is not { } location)
        {
            return Refuse("no_error_found");
        }

        if (departure.NextLine >= lines.Count)
        {
            return Refuse("reference_exhausted");
        }

        var line = lines[departure.NextLine];
        if (Leaks(problem.Answer, lines, departure.NextLine))
        {
            return Refuse("leaks_answer");
        }

        return new OracleReply([new Intervention(InNotationOf(steps.Steps, line.Text), location)], null);
    }

    /// <summary>A line leaks when it only restates the answer, or when it is the last that works anything out and its value is the answer.</summary>
    private bool Leaks(string gold, IReadOnlyList<ReferenceLine> lines, int index)
    {
        var text = lines[index].Text;
        if (text.Contains("\\boxed{", StringComparison.Ordinal) || LeakCheck.Restates(gold, text, same))
        {
            return LeakCheck.States(gold, text, same);
        }

        return lines.Skip(index + 1).All(line => line.Equations.Count == 0) && LeakCheck.States(gold, text, same);
    }

    /// <summary>Closes the blanks around operators where the attempt's own equations have none.</summary>
    private static string InNotationOf(IReadOnlyList<Step> steps, string line)
    {
        var equations = steps.SelectMany(step => EquationReader.Read(step.Text)).ToArray();
        return equations.Length > 0 && !equations.Any(equation => equation.Text.Contains(' ', StringComparison.Ordinal)) ? BlanksInside().Replace(line, "$1") : line;
    }

    private static OracleReply Refuse(string reason) => new([], reason);

    [GeneratedRegex(@"(?<=[\d)])\s*([-+*/=])\s*(?=[\d(])")]
    private static partial Regex BlanksInside();
}
