using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>Keeps the interventions that lead the policy itself to the right answer (Algorithm 1).</summary>
public static class InterventionFilter
{
    /// <summary>Of every rollout the interventions with the most right continuations, at least <paramref name="minCorrect"/>.</summary>
    /// <param name="tested">The interventions that were sampled from, in their order; only their own continuations count.</param>
    /// <param name="minCorrect">Right continuations asked for; 0 keeps interventions without any.</param>
    /// <param name="perAttempt">
    /// Interventions kept of one rollout, at most; the earlier one goes first where two have equal success.
    /// </param>
    public static IReadOnlySet<InterventionId> Keep(IEnumerable<InterventionOutcome> tested, int minCorrect, int perAttempt = 1) =>
        tested.Where(outcome => outcome.Of(GuidedArm.Intervention).Correct >= minCorrect).GroupBy(outcome => (outcome.ProblemId, outcome.Sample))
            .SelectMany(attempt => attempt.OrderByDescending(outcome => outcome.Of(GuidedArm.Intervention).Correct).Take(perAttempt))
            .Select(outcome => outcome.Intervention).ToHashSet();
}
