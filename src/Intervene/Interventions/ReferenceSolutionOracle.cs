using System.Text.RegularExpressions;

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
    /// Refuses with <see cref="RefusalReason.NoReference"/>, <see cref="RefusalReason.NoSteps"/>, <see cref="RefusalReason.Abstained"/> (nothing in the
    /// reference can be checked, or every line of it is established before the error), <see cref="RefusalReason.NoErrorFound"/> or
    /// <see cref="RefusalReason.AnswerLeak"/>.
    /// </remarks>
    public Task<OracleReply> ProposeAsync(OracleQuestion question, CancellationToken cancellation) => Task.FromResult(Propose(question));

    private OracleReply Propose(OracleQuestion question)
    {
        if (string.IsNullOrWhiteSpace(question.ReferenceSolution))
        {
            return OracleReply.Refused(RefusalReason.NoReference);
        }

        if (question.Steps.Count == 0)
        {
            return OracleReply.Refused(RefusalReason.NoSteps);
        }

        var lines = ReferenceLine.Of(question.ReferenceSolution);
        if (lines.All(line => line.Equations.Count == 0))
        {
            return OracleReply.Refused(RefusalReason.Abstained, "the reference solution has no equation that can be checked");
        }

        var departure = AttemptAlignment.Find(question.Question, lines, question.Steps);
        if (departure.Location is not { } location)
        {
            return OracleReply.Refused(RefusalReason.NoErrorFound);
        }

        if (departure.NextLine >= lines.Count)
        {
            return OracleReply.Refused(RefusalReason.Abstained, "every line of the reference solution is established before the error") with { ErrorLocation = location };
        }

        var line = lines[departure.NextLine];
        if (question.Gold is { } gold && Leaks(gold, lines, departure.NextLine))
        {
            return OracleReply.Refused(RefusalReason.AnswerLeak) with { ErrorLocation = location };
        }

        return new OracleReply { Proposals = [new ProposedStep(InNotationOf(question.Steps, line.Text), location)], ErrorLocation = location };
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
    private static string InNotationOf(IReadOnlyList<string> steps, string line)
    {
        var equations = steps.SelectMany(EquationReader.Read).ToArray();
        return equations.Length > 0 && !equations.Any(equation => equation.Text.Contains(' ', StringComparison.Ordinal)) ? BlanksInside().Replace(line, "$1") : line;
    }

    [GeneratedRegex(@"(?<=[\d)])\s*([-+*/=])\s*(?=[\d(])")]
    private static partial Regex BlanksInside();
}
