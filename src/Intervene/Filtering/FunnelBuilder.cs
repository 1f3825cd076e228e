using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>Counts what each sieve left.</summary>
public static class FunnelBuilder
{
    /// <summary>Builds the funnel.</summary>
    /// <param name="problems">The problems by id.</param>
    /// <param name="rollouts">The rollouts that were offered to the oracle.</param>
    /// <param name="proposals">What the oracle said of them.</param>
    /// <param name="guided">The graded continuations of all arms.</param>
    /// <param name="kept">The proposals kept.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static Funnel Build(
        IReadOnlyDictionary<string, Problem> problems, IReadOnlyCollection<Rollout> rollouts, IReadOnlyCollection<Proposal> proposals,
        IReadOnlyCollection<GuidedRollout> guided, IReadOnlyCollection<Proposal> kept, long seed)
    {
        var wrong = rollouts.Where(rollout => rollout.Reward <= 0).ToArray();
        var arms = Enum.GetValues<GuidedArm>().Select(arm => Count(arm, guided, seed)).OfType<ArmCounts>().ToArray();
        return new Funnel
        {
            Rollouts = rollouts.Count,
            Wrong = wrong.Length,
            WithReference = wrong.Count(rollout => problems.TryGetValue(rollout.ProblemId, out var problem) && problem.ReferenceSolution is not null),
            Proposed = proposals.Count(proposal => proposal.Intervention is not null),
            Refusals = [.. proposals.Where(proposal => proposal.Refusal is not null).CountBy(proposal => proposal.Refusal!)
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new RefusalCount(pair.Key, pair.Value))],
            Sampled = guided.Where(rollout => rollout.Arm == GuidedArm.Intervention).DistinctBy(rollout => (rollout.ProblemId, rollout.Sample)).Count(),
            Kept = kept.Count,
            KeptProblems = kept.Select(proposal => proposal.ProblemId).Distinct(StringComparer.Ordinal).Count(),
            Arms = arms,
            Lifts = Lifts(arms),
        };
    }

    private static ArmCounts? Count(GuidedArm arm, IEnumerable<GuidedRollout> guided, long seed)
    {
        var problems = guided.Where(rollout => rollout.Arm == arm).GroupBy(rollout => rollout.ProblemId, StringComparer.Ordinal)
            .Select(group => (Correct: group.Count(rollout => rollout.Reward > 0), Total: group.Count())).ToArray();
        if (problems.Length == 0)
        {
            return null;
        }

        int correct = problems.Sum(problem => problem.Correct), total = problems.Sum(problem => problem.Total);
        return new ArmCounts
        {
            Arm = arm,
            Problems = problems.Length,
            Solved = problems.Count(problem => problem.Correct > 0),
            Rollouts = total,
            Correct = correct,
            Accuracy = (double)correct / total,
            Wilson = Proportion.Wilson(correct, total),
            Bootstrap = Statistics.Bootstrap.ByProblem(
                [.. problems.Select(problem => (double)problem.Correct)], [.. problems.Select(problem => (double)problem.Total)], RandomKey.Of(seed, "bootstrap/funnel", "")),
        };
    }

    private static IReadOnlyList<ArmLift> Lifts(IReadOnlyList<ArmCounts> arms) =>
        arms.FirstOrDefault(arm => arm.Arm == GuidedArm.Intervention) is not { } with
            ? []
            : [.. arms.Where(arm => arm.Arm != GuidedArm.Intervention).Select(control => new ArmLift(
                control.Arm, with.Accuracy - control.Accuracy, Proportion.NewcombeDifference(control.Correct, control.Rollouts, with.Correct, with.Rollouts)))];
}
