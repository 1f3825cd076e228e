using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Interventions;

/// <summary>Turns an oracle's reply into proposals: text to tokens, the prefix cut at recorded offsets.</summary>
public static class ProposalBuilder
{
    /// <summary>One proposal a proposed step, or a single one that carries the refusal.</summary>
    /// <param name="rollout">The wrong rollout.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="oracle">The oracle's name.</param>
    /// <param name="reply">The oracle's reply.</param>
    /// <param name="encode">Encodes a text without special tokens; the intervention and its separator are encoded together, apart from the
    /// prefix.</param>
    /// <param name="separator">What stands between two steps.</param>
    /// <param name="firstNumber">The number of the first proposal: how many the rollout has of other oracles.</param>
    /// <remarks>
    /// Refuses with <see cref="RefusalReason.LocationOutOfRange"/>, <see cref="RefusalReason.Empty"/>, <see cref="RefusalReason.SeveralSteps"/> or
    /// <see cref="RefusalReason.Duplicate"/>; location 1 has an empty prefix.
    /// </remarks>
    public static IReadOnlyList<Proposal> Build(
        Rollout rollout, SplitRollout steps, string oracle, OracleReply reply,
        Func<string, int[]> encode, string separator = "\n\n", int firstNumber = 0)
    {
        if (reply.Proposals.Count == 0)
        {
            return [Refused(firstNumber, reply.Refusal ?? RefusalReason.NoErrorFound, reply.Detail)];
        }

        var seen = new HashSet<(string, int)>();
        return [.. reply.Proposals.Select((step, i) => Build(step, firstNumber + i))];

        Proposal Build(ProposedStep proposed, int number)
        {
            var content = proposed.Content.Trim();
            RefusalReason? refusal = proposed.Location < 1 || proposed.Location > steps.Steps.Count ? RefusalReason.LocationOutOfRange
                : content.Length == 0 ? RefusalReason.Empty
                : content.Contains(separator, StringComparison.Ordinal) ? RefusalReason.SeveralSteps
                : !seen.Add((content, proposed.Location)) ? RefusalReason.Duplicate
                : null;
            if (refusal is { } reason)
            {
                return Refused(number, reason, $"step {proposed.Location} of {steps.Steps.Count}");
            }

            var step = steps.Steps[proposed.Location - 1];
            return new Correction
            {
                ProblemId = rollout.ProblemId,
                Sample = rollout.Completion.Sample,
                Number = number,
                Oracle = oracle,
                ErrorLocation = reply.ErrorLocation,
                Content = content,
                Location = proposed.Location,
                PrefixIds = rollout.Completion.TokenIds[..step.TokenStart],
                InterventionIds = encode(content + separator),
                WrongStepIds = rollout.Completion.TokenIds[step.TokenStart..step.TokenEnd],
            };
        }

        Refusal Refused(int number, RefusalReason reason, string? detail) => new()
        {
            ProblemId = rollout.ProblemId,
            Sample = rollout.Completion.Sample,
            Number = number,
            Oracle = oracle,
            ErrorLocation = reply.ErrorLocation,
            Reason = reason,
            Detail = detail,
        };
    }
}
