using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>What became of the interventions that were sampled from.</summary>
public static class InterventionOutcomes
{
    /// <summary>One outcome an intervention, in their order.</summary>
    /// <param name="tested">The interventions.</param>
    /// <param name="guided">Their continuations and those of their controls, counted.</param>
    /// <param name="minCorrect">Right continuations asked for.</param>
    /// <param name="perAttempt">Interventions kept of one rollout, at most.</param>
    public static IReadOnlyList<InterventionOutcome> Of(IEnumerable<Correction> tested, GuidedCounts guided, int minCorrect, int perAttempt)
    {
        InterventionOutcome[] outcomes = [.. tested.Select(correction => new InterventionOutcome
        {
            ProblemId = correction.ProblemId,
            Sample = correction.Sample,
            Number = correction.Number,
            Oracle = correction.Oracle,
            Location = correction.Location,
            Arms = guided.ArmsOf(correction.Id),
            Kept = false,
        })];
        var kept = InterventionFilter.Keep(outcomes, minCorrect, perAttempt);
        return [.. outcomes.Select(outcome => outcome with { Kept = kept.Contains(outcome.Intervention) })];
    }
}
