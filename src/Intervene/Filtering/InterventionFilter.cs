using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>Keeps the interventions that lead the policy itself to the right answer (Algorithm 1).</summary>
public static class InterventionFilter
{
    /// <summary>
    /// Of every rollout the interventions with the most correct guided rollouts, at least <paramref name="minCorrect"/>, in their order.
    /// </summary>
    /// <param name="tested">The interventions that were sampled from.</param>
    /// <param name="guided">Graded continuations of all arms; only the intervention's count.</param>
    /// <param name="minCorrect">Correct continuations asked for; 0 keeps interventions without any.</param>
    /// <param name="perAttempt">Interventions kept of one rollout, at most; the earlier one goes first where two have equal success.</param>
    public static IReadOnlyList<Correction> Keep(
        IReadOnlyList<Correction> tested, IEnumerable<GuidedRollout> guided, int minCorrect, int perAttempt = 1)
    {
        var correct = guided.Where(rollout => rollout.Arm == GuidedArm.Intervention && rollout.Reward > 0)
            .CountBy(rollout => rollout.Intervention).ToDictionary();
        var kept = tested.Where(correction => correct.GetValueOrDefault(correction.Id) >= minCorrect)
            .GroupBy(correction => (correction.ProblemId, correction.Sample))
            .SelectMany(attempt => attempt.OrderByDescending(correction => correct.GetValueOrDefault(correction.Id)).Take(perAttempt))
            .Select(correction => correction.Id).ToHashSet();
        return [.. tested.Where(correction => kept.Contains(correction.Id))];
    }
}
