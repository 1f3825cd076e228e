using System.Globalization;
using Intervene.Interventions.Claims;

namespace Intervene.Interventions;

/// <summary>
/// An oracle without a model and without a reference: it checks what each step asserts about numbers and mends the first false result.
/// </summary>
/// <remarks>
/// It takes the first claim that is false, put forward in earnest and not taken back later, and only where the steps before it hold claims that are
/// true: a misread problem leaves no false equation behind. It writes that step with the right result and nothing else.
/// </remarks>
public sealed class ArithmeticOracle : IOracle
{
    /// <inheritdoc/>
    public string Name => "arithmetic";

    /// <inheritdoc/>
    /// <remarks>
    /// Refuses with <c>no_steps</c>, <c>no_error_found</c>, or <c>abstained</c> where nothing can be checked or the steps before a false claim
    /// cannot.
    /// </remarks>
    public Task<OracleReply> ProposeAsync(OracleQuestion question, CancellationToken cancellation) => Task.FromResult(Propose(question));

    private static OracleReply Propose(OracleQuestion question)
    {
        if (question.Steps.Count == 0)
        {
            return OracleReply.Refused(RefusalReason.NoSteps);
        }

        var finding = FirstFalseClaim.Find(question.Question, question.Steps);
        if (finding is not { Location: { } location, Claim: { } claim })
        {
            return finding.Readable == 0
                ? OracleReply.Refused(RefusalReason.Abstained, "no step asserts anything about numbers that can be checked")
                : OracleReply.Refused(
                    RefusalReason.NoErrorFound, string.Create(CultureInfo.InvariantCulture, $"{finding.Readable} claims checked, none false"));
        }

        var step = question.Steps[location - 1];
        var said = Said(step, claim);
        if (finding.Unchecked.Count > 0)
        {
            var blind = string.Join(", ", finding.Unchecked);
            return OracleReply.Refused(
                RefusalReason.Abstained,
                string.Create(
                    CultureInfo.InvariantCulture, $"step {location} says {said}, which is false, but nothing in step {blind} can be checked"));
        }

        return ClaimCorrection.Write(step, claim) is { } content
            ? new OracleReply { ErrorLocation = location, Proposals = [new ProposedStep(content, location)], Detail = $"{said} is false" }
            : OracleReply.Refused(RefusalReason.Abstained, $"{said} is false; only the place is known, not what should stand there") with
            {
                ErrorLocation = location,
            };
    }

    private static string Said(string step, Claim claim)
    {
        var at = claim.FirstFalse;
        return $"\"{step[claim.Sides[at].Start..claim.Sides[at + 1].End].ReplaceLineEndings(" ")}\"";
    }
}
