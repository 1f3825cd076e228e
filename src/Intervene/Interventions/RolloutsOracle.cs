using System.Globalization;

namespace Intervene.Interventions;

/// <summary>
/// An oracle that asks the policy itself: it samples on from prefixes of the attempt and takes the step after which no continuation reaches the
/// answer. It names a place and writes no step.
/// </summary>
/// <remarks>
/// Binary search over the number of steps kept (OmegaPRM, Luo et al., 2024, section 3.3): success is possible before the first error and gone behind
/// it. A prefix that fails by chance would send the search to the left, so the prefix it ends on is sampled once more; where that succeeds, the
/// search goes on behind it. A rate p escapes n samples with probability (1 − p)ⁿ.
/// </remarks>
/// <param name="sampler">Samples on from prefixes.</param>
/// <param name="isRight">Whether the attempt's own text gives the gold answer: (gold, text).</param>
/// <param name="samples">Continuations a prefix.</param>
public sealed class RolloutsOracle(PrefixSampler sampler, Func<string, string, bool> isRight, int samples) : IOracle
{
    /// <inheritdoc/>
    public string Name => "rollouts";

    /// <inheritdoc/>
    /// <remarks>
    /// Refuses with <c>no_steps</c>, <c>correct_attempt</c>, <c>too_long</c> where the policy's context has no room behind the attempt,
    /// <c>server_error</c> where the verifier graded nothing of a prefix, or <c>abstained</c>: without a gold answer, where no continuation of the
    /// bare problem is right, and, naming the place, for want of a text.
    /// </remarks>
    public async Task<OracleReply> ProposeAsync(OracleQuestion question, CancellationToken cancellation)
    {
        if (question.Steps.Count == 0)
        {
            return new OracleReply { Refusal = RefusalReason.NoSteps };
        }

        if (question.Gold is not { } gold)
        {
            return Abstain("without a gold answer no continuation can be judged", []);
        }

        if (!question.KnownWrong && isRight(gold, string.Join("\n\n", question.Steps)))
        {
            return new OracleReply { Refusal = RefusalReason.CorrectAttempt };
        }

        if (sampler.LengthOf(question, question.Steps.Count - 1) is var length && length >= sampler.ContextLength)
        {
            return OracleReply.Refused(RefusalReason.TooLong, string.Create(CultureInfo.InvariantCulture,
                $"prompt and steps have {length} tokens, and the policy's context of {sampler.ContextLength} has no room behind them"));
        }

        var looks = new List<PrefixSuccess> { await sampler.SampleAsync(question, 0, samples, 0, cancellation).ConfigureAwait(false) };
        if (looks[0] is { Successes: 0, Tries: > 0 })
        {
            return Abstain("no continuation of the bare problem is right, so no step can have cost success", looks);
        }

        var location = looks[0].Tries == 0 ? 0 : await SearchAsync(question, looks, cancellation).ConfigureAwait(false);
        if (looks.Exists(look => look.Tries == 0))
        {
            return OracleReply.Refused(RefusalReason.ServerError, "the verifier graded no continuation of a prefix") with { Usage = Spent(looks) };
        }

        return new OracleReply
        {
            ErrorLocation = location,
            Refusal = RefusalReason.Abstained,
            Detail = $"success is gone after step {location.ToString(CultureInfo.InvariantCulture)}; only the place is known, not what should " +
                $"stand there ({Told(looks)})",
            Usage = Spent(looks),
        };
    }

    /// <summary>The first step after which no continuation was right; the whole attempt is wrong and needs no sampling.</summary>
    private async Task<int> SearchAsync(OracleQuestion question, List<PrefixSuccess> looks, CancellationToken cancellation)
    {
        var (alive, dead) = (0, question.Steps.Count);
        while (true)
        {
            while (dead - alive > 1)
            {
                var middle = (alive + dead) / 2;
                var look = await sampler.SampleAsync(question, middle, samples, 0, cancellation).ConfigureAwait(false);
                looks.Add(look);
                (alive, dead) = look.Successes > 0 ? (middle, dead) : (alive, middle);
            }

            if (dead == question.Steps.Count)
            {
                return dead;
            }

            var again = await sampler.SampleAsync(question, dead, samples, samples, cancellation).ConfigureAwait(false);
            looks.Add(again);
            if (again.Successes == 0)
            {
                return dead;
            }

            (alive, dead) = (dead, question.Steps.Count);
        }
    }

    private static OracleReply Abstain(string detail, List<PrefixSuccess> looks) => new()
    {
        Refusal = RefusalReason.Abstained,
        Detail = looks.Count == 0 ? detail : $"{detail} ({Told(looks)})",
        Usage = looks.Count == 0 ? null : Spent(looks),
    };

    private static OracleUsage Spent(List<PrefixSuccess> looks) =>
        new(looks.Sum(look => look.Tokens.InputTokens), 0, looks.Sum(look => look.Tokens.OutputTokens), 0, null);

    private static string Told(IEnumerable<PrefixSuccess> looks) => string.Join(", ", looks.OrderBy(look => look.Kept)
        .Select(look => string.Create(CultureInfo.InvariantCulture,
        $"after {look.Kept} steps {look.Successes} of {look.Tries} right, rate {look.Interval.Low:P0} to {look.Interval.High:P0}")));
}
