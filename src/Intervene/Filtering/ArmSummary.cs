using Intervene.Completions;
using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>What the arms of all interventions reached, and the intervention's lift over its controls.</summary>
internal static class ArmSummary
{
    /// <summary>Every arm that was sampled.</summary>
    public static IReadOnlyList<ArmCounts> Counts(IReadOnlyList<InterventionOutcome> outcomes, long seed) =>
        [.. Enum.GetValues<GuidedArm>().Select(arm => (Arm: arm, Problems: ByProblem(outcomes, arm))).Where(arm => arm.Problems.Count > 0)
            .Select(arm => Count(arm.Arm, arm.Problems, seed))];

    /// <summary>The lift over every control that was sampled.</summary>
    public static IReadOnlyList<ArmLift> Lifts(IReadOnlyList<InterventionOutcome> outcomes, long seed)
    {
        var with = ByProblem(outcomes, GuidedArm.Intervention);
        return [.. Enum.GetValues<GuidedArm>().Where(arm => arm != GuidedArm.Intervention)
            .Select(arm => Lift(arm, ByProblem(outcomes, arm), with, seed)).OfType<ArmLift>()];
    }

    /// <summary>Successes and tries of an arm by problem; problems without a try are left out.</summary>
    public static IReadOnlyDictionary<string, SuccessCount> ByProblem(IEnumerable<InterventionOutcome> outcomes, GuidedArm arm) =>
        outcomes.GroupBy(outcome => outcome.ProblemId, StringComparer.Ordinal)
            .Select(group => (group.Key, Count: group.Aggregate(default(SuccessCount), (sum, outcome) => sum + outcome.Of(arm))))
            .Where(problem => problem.Count.Tries > 0).ToDictionary(problem => problem.Key, problem => problem.Count, StringComparer.Ordinal);

    private static ArmCounts Count(GuidedArm arm, IReadOnlyDictionary<string, SuccessCount> problems, long seed)
    {
        int correct = problems.Values.Sum(problem => problem.Correct), total = problems.Values.Sum(problem => problem.Tries);
        return new ArmCounts
        {
            Arm = arm,
            Problems = problems.Count,
            Solved = problems.Values.Count(problem => problem.Correct > 0),
            Rollouts = total,
            Correct = correct,
            Accuracy = (double)correct / total,
            Wilson = Proportion.Wilson((double)correct / total * problems.Count, problems.Count),
            Bootstrap = Bootstrap.ByProblem(
                [.. problems.Values.Select(problem => (double)problem.Correct)], [.. problems.Values.Select(problem => (double)problem.Tries)],
                RandomKey.Of(seed, "bootstrap/funnel", "")),
        };
    }

    /// <summary>The difference of two arms over the problems that both sampled, at as many rollouts each; null where there is none.</summary>
    private static ArmLift? Lift(
        GuidedArm control, IReadOnlyDictionary<string, SuccessCount> without, IReadOnlyDictionary<string, SuccessCount> with, long seed)
    {
        string[] both = [.. with.Keys.Where(without.ContainsKey)];
        if (both.Length == 0)
        {
            return null;
        }

        double[] totals = [.. both.Select(id => (double)with[id].Tries)];
        double[] first = [.. both.Select(id => without[id].Rate * with[id].Tries)];
        double[] second = [.. both.Select(id => (double)with[id].Correct)];
        return new ArmLift(
            control, both.Length, (second.Sum() - first.Sum()) / totals.Sum(),
            ProblemIntervals.OfDifference(first, second, totals, RandomKey.Of(seed, "bootstrap/lift", control.ToString())));
    }
}
