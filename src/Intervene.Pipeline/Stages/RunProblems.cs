using Intervene.Evaluation;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Reports.Content;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>The table of all problems, from the artifacts that are there.</summary>
internal static class RunProblems
{
    /// <summary>The policies that were evaluated, in the order of arms; of one whose evaluation goes on, what is there so far.</summary>
    public static IReadOnlyList<(PolicyName Name, IReadOnlyDictionary<string, SolvedCount> Problems)> Policies(RunView run)
    {
        var policies = new List<(PolicyName, IReadOnlyDictionary<string, SolvedCount>)>();
        foreach (var (arm, title) in Evaluated(run))
        {
            var paths = run.Paths.Arm(arm);
            var counts = new Dictionary<string, Dictionary<string, SolvedCount>>(StringComparer.Ordinal);
            if (File.Exists(paths.Evaluation))
            {
                foreach (var record in run.Records<EvaluationRecord>(paths.Evaluation))
                {
                    Of(record.Policy)[record.ProblemId] = new SolvedCount(record.Correct, record.Samples);
                }
            }
            else
            {
                foreach (var sample in run.Records<GradedSample>(paths.Samples).Where(sample => sample.Reward is not null))
                {
                    var problems = Of(sample.Policy);
                    var (correct, samples) = problems.GetValueOrDefault(sample.ProblemId);
                    problems[sample.ProblemId] = new SolvedCount(correct + (sample.Reward > 0 ? 1 : 0), samples + 1);
                }
            }

            policies.AddRange(counts.OrderBy(policy => policy.Key == "rl" ? 1 : 0).ThenBy(policy => policy.Key, StringComparer.Ordinal)
                .Select(policy => (new PolicyName(title, policy.Key), (IReadOnlyDictionary<string, SolvedCount>)policy.Value)));

            Dictionary<string, SolvedCount> Of(string policy) =>
                counts.TryGetValue(policy, out var found) ? found : counts[policy] = new(StringComparer.Ordinal);
        }

        return policies;
    }

    /// <summary>The base model and the arms: folder and title.</summary>
    public static IEnumerable<(string Arm, string Title)> Evaluated(RunView run) =>
        run.Options.Arms.Select(arm => (arm.Name, ArmTitles.Of(arm))).Prepend((EvaluateStage.Base, "Base"));

    /// <summary>A row a problem, in the order of the artifact.</summary>
    public static IReadOnlyList<ReportProblem> Of(
        RunView run, IReadOnlyList<(PolicyName Name, IReadOnlyDictionary<string, SolvedCount> Problems)> policies)
    {
        var attempts = Count(run.Records<Rollout>(run.Paths.Rollouts).Select(rollout => rollout.ProblemId));
        var proposed = Count(run.Records<Proposal>(run.Paths.Interventions).OfType<Correction>().Select(correction => correction.ProblemId));
        List<InterventionOutcome> outcomes = [.. run.Records<InterventionOutcome>(run.Paths.Outcomes)];
        var tried = Count(outcomes.Select(outcome => outcome.ProblemId));
        var working = Count(outcomes.Where(outcome => outcome.Of(GuidedArm.Intervention).Correct > 0).Select(outcome => outcome.ProblemId));
        var kept = Count(outcomes.Where(outcome => outcome.Kept).Select(outcome => outcome.ProblemId));
        return
        [
            .. run.Mined.Select(mined => new ReportProblem
            {
                Problem = mined.Problem,
                Split = mined.Split,
                Mined = new SolvedCount(mined.Correct, mined.Attempts),
                Attempts = attempts.GetValueOrDefault(mined.Problem.Id),
                Proposed = proposed.GetValueOrDefault(mined.Problem.Id),
                Tried = tried.GetValueOrDefault(mined.Problem.Id),
                Working = working.GetValueOrDefault(mined.Problem.Id),
                Kept = kept.GetValueOrDefault(mined.Problem.Id),
                Policies = [.. policies.Select(policy => policy.Problems.GetValueOrDefault(mined.Problem.Id))],
            }),
        ];
    }

    private static Dictionary<string, int> Count(IEnumerable<string> problems) =>
        problems.CountBy(id => id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
