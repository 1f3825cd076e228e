using Intervene.Answers;
using Intervene.Interventions.Alignment;
using Intervene.Interventions.Claims;
using Intervene.Interventions.Reading;

namespace Intervene.Interventions;

/// <summary>
/// An oracle without a model: it reads what an attempt and the worked reference solution assert, names the step where the attempt goes wrong, and
/// writes that step with the right result, or with the reference's next line in the attempt's own notation.
/// </summary>
/// <remarks>
/// An attempt of bare equations is followed exactly. In prose the calculations of both sides are traced to the numbers of the question
/// (<see cref="QuantityPolynomial"/>): a false calculation on checked ground is the error, else the step is judged by its signs
/// (<see cref="FirstErrorModel"/>).
/// </remarks>
/// <param name="same">Whether two answers are equivalent: (gold, other); judges the ends of attempt and reference.</param>
public sealed class ReferenceSolutionOracle(Func<string, string, bool> same) : IOracle
{
    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    /// <remarks>
    /// Refuses with <see cref="RefusalReason.NoReference"/>, <see cref="RefusalReason.NoSteps"/>, <see cref="RefusalReason.NoErrorFound"/>, or
    /// <see cref="RefusalReason.Abstained"/>: the reference cannot be compared or contradicts the answer,
    /// no step stands out, or only the place is known.
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

        // A solution in the usual forms says its answer itself.
        question = question with { Gold = question.Gold ?? FinalAnswer.Marked(question.ReferenceSolution)?.Text };
        if (!question.KnownWrong && (question.Gold is not { } answer || IsRight(answer, question.Steps)))
        {
            return Checked(question);
        }

        var lines = ReferenceLine.Of(question.ReferenceSolution);
        if (Incomparable(question, lines) is { } fault)
        {
            return OracleReply.Refused(RefusalReason.Abstained, fault);
        }

        if (BareCalculation.Is(question.Steps))
        {
            const string detail = "the first step that is false, or works with a number from nowhere, or follows the last line reached";
            var departure = BareCalculation.Find(question.Question, lines, question.Steps);
            return departure.Location is { } location ? Corrected(question, lines, new FirstError(location, departure.NextLine, detail))
                : OracleReply.Refused(RefusalReason.NoErrorFound);
        }

        var finder = new FirstErrorFinder(question.Question, question.ReferenceSolution, question.Gold, question.Steps);
        return finder.Find() is { } error ? Corrected(question, lines, error)
            : OracleReply.Refused(RefusalReason.Abstained, "no step stands out: nothing that can be compared contradicts the reference");
    }

    /// <summary>An attempt that ends in the gold answer, or whose end cannot be judged, is wrong only where it asserts something false.</summary>
    private static OracleReply Checked(OracleQuestion question)
    {
        if (FirstFalseClaim.Find(question.Question, question.Steps) is not { Location: { } location, Claim: { } claim })
        {
            return OracleReply.Refused(RefusalReason.NoErrorFound, question.Gold is null
                ? "no claim is false, and there is no answer to judge the end by" : "the final answer is right and no claim is false");
        }

        var step = question.Steps[location - 1];
        var detail = $"\"{step[claim.Start..claim.End].ReplaceLineEndings(" ")}\" is false";
        return ClaimCorrection.Write(step, claim) is { } content
            ? new OracleReply { ErrorLocation = location, Proposals = [new ProposedStep(content, location)], Detail = detail }
            : OracleReply.Refused(RefusalReason.Abstained, detail + "; only the place is known") with { ErrorLocation = location };
    }

    /// <summary>Why a reference cannot be compared with an attempt, or null.</summary>
    private string? Incomparable(OracleQuestion question, IReadOnlyList<ReferenceLine> lines)
    {
        if (lines.All(static line => line.Equations.Count == 0 && NumberReader.Read(line.Text, words: false).Count == 0
            && FormulaPieces.Read(line.Text).Count == 0))
        {
            return "the reference solution asserts nothing that can be compared: it has no number and no formula";
        }

        if (question.Steps.All(static step => NumberReader.Read(step).Count == 0 && FormulaPieces.Read(step).Count == 0))
        {
            return "the attempt asserts nothing that can be compared: it has no number and no formula";
        }

        return question.Gold is { } gold ? ReferenceContradiction.Of(gold, question.ReferenceSolution!, same) : null;
    }

    private static OracleReply Corrected(OracleQuestion question, IReadOnlyList<ReferenceLine> lines, FirstError error)
    {
        if (error.Slip is { } slip && ClaimCorrection.Write(question.Steps[error.Location - 1], slip) is { } rewritten)
        {
            return Proposed(rewritten, error);
        }

        if (error.NextLine >= lines.Count)
        {
            return OracleReply.Refused(
                RefusalReason.Abstained, error.Detail + "; only the place is known: all of the reference is reached before it") with
            {
                ErrorLocation = error.Location,
            };
        }

        return Proposed(AttemptNotation.Of(question.Steps).Say(lines[error.NextLine].Text), error);
    }

    private static OracleReply Proposed(string content, FirstError error) =>
        new() { ErrorLocation = error.Location, Proposals = [new ProposedStep(content, error.Location)], Detail = error.Detail };

    /// <summary>Whether an attempt ends in the gold answer, in a box or in its last sentence.</summary>
    private bool IsRight(string gold, IReadOnlyList<string> steps) =>
        AnswerVerifier.Verify(gold, string.Join("\n\n", steps), Preset.Eval).IsCorrect
        || (FinalAnswer.Of(steps) is { } final && same(gold, final.Text));
}
