using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>Keeps the interventions that lead the policy itself to the right answer (Algorithm 1).</summary>
public static class InterventionFilter
{
    /// <summary>The proposals with at least <paramref name="minCorrect"/> correct guided rollouts, in their order.</summary>
    /// <param name="proposals">The proposals; refusals are dropped.</param>
    /// <param name="guided">Graded continuations of all arms; only the intervention's count.</param>
    /// <param name="minCorrect">Correct continuations asked for; 0 keeps every intervention.</param>
    public static IReadOnlyList<Proposal> Keep(IEnumerable<Proposal> proposals, IEnumerable<GuidedRollout> guided, int minCorrect)
    {
        var correct = guided.Where(rollout => rollout.Arm == GuidedArm.Intervention && rollout.Reward > 0)
            .CountBy(rollout => (rollout.ProblemId, rollout.Sample)).ToDictionary();
        return [.. proposals.Where(proposal => proposal.Intervention is not null && correct.GetValueOrDefault((proposal.ProblemId, proposal.Sample)) >= minCorrect)];
    }
}
