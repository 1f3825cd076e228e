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
    /// <param name="kept">The interventions kept.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static Funnel Build(
        IReadOnlyDictionary<string, Problem> problems, IEnumerable<Rollout> rollouts, IReadOnlyCollection<Proposal> proposals,
        IReadOnlyCollection<GuidedRollout> guided, IReadOnlyCollection<Correction> kept, long seed)
    {
        int all = 0, wrong = 0, withReference = 0;
        foreach (var rollout in rollouts)
        {
            all++;
            wrong += rollout.Reward is <= 0 ? 1 : 0;
            withReference += rollout.Reward <= 0 && problems.TryGetValue(rollout.ProblemId, out var problem)
                && problem.ReferenceSolution is not null ? 1 : 0;
        }

        var arms = Enum.GetValues<GuidedArm>().ToDictionary(arm => arm, arm => ByProblem(guided.Where(rollout => rollout.Arm == arm)));
        var sampled = guided.Where(rollout => rollout.Arm == GuidedArm.Intervention).ToArray();
        return new Funnel
        {
            Rollouts = all,
            Wrong = wrong,
            WithReference = withReference,
            Asked = proposals.DistinctBy(proposal => (proposal.ProblemId, proposal.Sample)).Count(),
            Proposed = proposals.OfType<Correction>().Count(),
            Refusals = [.. proposals.OfType<Refusal>().CountBy(refusal => refusal.Reason)
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => new RefusalCount(pair.Key, pair.Value))],
            Sampled = sampled.DistinctBy(rollout => rollout.Intervention).Count(),
            Working = sampled.Where(rollout => rollout.Reward > 0).DistinctBy(rollout => rollout.Intervention).Count(),
            Kept = kept.Count,
            KeptProblems = kept.Select(proposal => proposal.ProblemId).Distinct(StringComparer.Ordinal).Count(),
            Arms = [.. arms.Where(arm => arm.Value.Count > 0).Select(arm => Count(arm.Key, arm.Value, seed))],
            Lifts = [.. arms.Where(arm => arm.Key != GuidedArm.Intervention && arm.Value.Count > 0 && arms[GuidedArm.Intervention].Count > 0)
                .Select(arm => Lift(arm.Key, arm.Value, arms[GuidedArm.Intervention], seed))],
        };
    }

    private static Dictionary<string, (int Correct, int Total)> ByProblem(IEnumerable<GuidedRollout> guided) =>
        guided.Where(rollout => rollout.Reward is not null).GroupBy(rollout => rollout.ProblemId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (group.Count(rollout => rollout.Reward > 0), group.Count()), StringComparer.Ordinal);

    private static ArmCounts Count(GuidedArm arm, Dictionary<string, (int Correct, int Total)> problems, long seed)
    {
        int correct = problems.Values.Sum(problem => problem.Correct), total = problems.Values.Sum(problem => problem.Total);
        return new ArmCounts
        {
            Arm = arm,
            Problems = problems.Count,
            Solved = problems.Values.Count(problem => problem.Correct > 0),
            Rollouts = total,
            Correct = correct,
            Accuracy = (double)correct / total,
            Wilson = Proportion.Wilson((double)correct / total * problems.Count, problems.Count),
            Bootstrap = Statistics.Bootstrap.ByProblem(
                [.. problems.Values.Select(problem => (double)problem.Correct)], [.. problems.Values.Select(problem => (double)problem.Total)],
                RandomKey.Of(seed, "bootstrap/funnel", "")),
        };
    }

    /// <summary>The difference of two arms over the problems that both sampled, at as many rollouts each.</summary>
    private static ArmLift Lift(
        GuidedArm control, Dictionary<string, (int Correct, int Total)> without, Dictionary<string, (int Correct, int Total)> with, long seed)
    {
        string[] both = [.. with.Keys.Where(without.ContainsKey)];
        double[] gains = [.. both.Select(id => with[id].Correct - ((double)without[id].Correct * with[id].Total / without[id].Total))];
        double[] totals = [.. both.Select(id => (double)with[id].Total)];
        return new ArmLift(
            control, gains.Sum() / totals.Sum(), Bootstrap.ByProblem(gains, totals, RandomKey.Of(seed, "bootstrap/lift", control.ToString())));
    }
}
