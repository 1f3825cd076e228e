using Intervene.Completions;

namespace Intervene.Filtering;

/// <summary>Counts what each sieve left.</summary>
public static class FunnelBuilder
{
    /// <summary>Builds the funnel.</summary>
    /// <param name="sources">What it is counted from.</param>
    public static Funnel Build(FunnelSources sources)
    {
        int all = 0, wrong = 0, withReference = 0;
        foreach (var rollout in sources.Rollouts)
        {
            all++;
            wrong += rollout.Reward is <= 0 ? 1 : 0;
            withReference += rollout.Reward <= 0
                && sources.Problems.TryGetValue(rollout.ProblemId, out var problem) && problem.ReferenceSolution is not null ? 1 : 0;
        }

        var (proposed, byOracle) = ProposalCounts.Of(sources.Proposals);
        var replies = OracleReplies.Of(sources.Replies);
        var outcomes = sources.Outcomes;
        var kept = outcomes.Where(outcome => outcome.Kept).ToList();
        return new Funnel
        {
            Rollouts = all,
            Wrong = wrong,
            WithReference = withReference,
            Asked = proposed.Asked,
            Proposed = proposed.Proposed,
            Leaking = proposed.Leaking,
            Refusals = proposed.Refusals,
            Sampled = outcomes.Count,
            Working = outcomes.Count(Works),
            MinCorrect = sources.MinCorrect,
            Kept = kept.Count,
            KeptWithoutSuccess = kept.Count(outcome => !Works(outcome)),
            KeptProblems = kept.Select(outcome => outcome.ProblemId).Distinct(StringComparer.Ordinal).Count(),
            Arms = ArmSummary.Counts(outcomes, sources.Seed),
            Lifts = ArmSummary.Lifts(outcomes, sources.Seed),
            Oracles = [.. replies.Oracles.Select(oracle => Of(oracle, replies, byOracle.GetValueOrDefault(oracle) ?? new ProposalCounts(), sources))],
            Agreements = replies.Agreements(),
            Locations = sources.Locations,
        };
    }

    private static bool Works(InterventionOutcome outcome) => outcome.Of(GuidedArm.Intervention).Correct > 0;

    private static OracleFunnel Of(string oracle, OracleReplies replies, ProposalCounts proposed, FunnelSources sources)
    {
        var own = sources.Outcomes.Where(outcome => outcome.Oracle == oracle).ToList();
        var problems = ArmSummary.ByProblem(own, GuidedArm.Intervention).Values;
        return new OracleFunnel
        {
            Oracle = oracle,
            Asked = replies.Asked(oracle),
            Located = replies.Located(oracle),
            Proposed = proposed.Proposed,
            Leaking = proposed.Leaking,
            Refusals = proposed.Refusals,
            Sampled = own.Count,
            Problems = own.Select(outcome => outcome.ProblemId).Distinct(StringComparer.Ordinal).Count(),
            Working = own.Count(Works),
            Correct = problems.Sum(problem => problem.Correct),
            Tries = problems.Sum(problem => problem.Tries),
            Interval = ProblemIntervals.OfShare(
                [.. problems.Select(problem => (double)problem.Correct)], [.. problems.Select(problem => (double)problem.Tries)],
                RandomKey.Of(sources.Seed, "bootstrap/oracle", oracle)),
            Kept = own.Count(outcome => outcome.Kept),
            KeptAlone = InterventionFilter.Keep(own, sources.MinCorrect, sources.PerAttempt).Count,
            Cost = replies.Cost(oracle),
        };
    }
}
