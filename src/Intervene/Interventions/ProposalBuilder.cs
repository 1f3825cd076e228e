using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Interventions;

/// <summary>Turns an oracle's reply into proposals: text to tokens, the prefix cut at recorded offsets.</summary>
public static class ProposalBuilder
{
    /// <summary>One proposal an intervention, or a single one that carries the refusal.</summary>
    /// <param name="rollout">The wrong rollout.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="oracle">The oracle's name.</param>
    /// <param name="reply">The oracle's reply.</param>
    /// <param name="encode">Encodes a text without special tokens; the intervention and its separator are encoded together, apart from the prefix.</param>
    /// <param name="separator">What stands between two steps.</param>
    /// <remarks>Refuses with <c>out_of_range</c>, <c>empty</c> or <c>several_steps</c>; location 1 has an empty prefix.</remarks>
    public static IReadOnlyList<Proposal> Build(
        Rollout rollout, SplitRollout steps, string oracle, OracleReply reply, Func<string, int[]> encode, string separator = "\n\n")
    {
        var refused = new Proposal { ProblemId = rollout.ProblemId, Sample = rollout.Completion.Sample, Oracle = oracle };
        return reply.Interventions.Count == 0
            ? [refused with { Refusal = reply.Refusal ?? "no_intervention" }]
            : [.. reply.Interventions.Select(intervention => Build(refused, rollout, steps, intervention, encode, separator))];
    }

    private static Proposal Build(
        Proposal proposal, Rollout rollout, SplitRollout steps, Intervention intervention, Func<string, int[]> encode, string separator)
    {
        var content = intervention.Content.Trim();
        var refusal = intervention.Location < 1 || intervention.Location > steps.Steps.Count ? "out_of_range"
            : content.Length == 0 ? "empty"
            : content.Contains(separator, StringComparison.Ordinal) ? "several_steps"
            : null;
        if (refusal is not null)
        {
            return proposal with { Refusal = refusal };
        }

        var step = steps.Steps[intervention.Location - 1];
        return proposal with
        {
            Intervention = intervention with { Content = content },
            PrefixIds = rollout.Completion.TokenIds[..step.TokenStart],
            InterventionIds = encode(content + separator),
            WrongStepIds = rollout.Completion.TokenIds[step.TokenStart..step.TokenEnd],
        };
    }
}
