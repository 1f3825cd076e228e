using System.Globalization;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Reports.Content;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>Picks what the report shows in full: interventions with a continuation, and rollouts at the quantiles of their reward.</summary>
internal static class ReportExamples
{
    private const int InterventionsShown = 6;

    public static IReadOnlyList<InterventionExample> Interventions(RunView run)
    {
        var outcomes = run.Records<InterventionOutcome>(run.Paths.Outcomes).Take(InterventionsShown)
            .ToDictionary(outcome => outcome.Intervention);
        var attempts = outcomes.Keys.Select(id => (id.ProblemId, id.Sample)).ToHashSet();
        var steps = run.Records<SplitRollout>(run.Paths.Steps).Where(split => attempts.Contains((split.ProblemId, split.Sample)))
            .ToDictionary(split => (split.ProblemId, split.Sample));
        var continuations = Continuations(run, outcomes.Keys);
        var problems = run.ProblemsById();
        return [.. run.Records<Proposal>(run.Paths.Interventions).OfType<Correction>()
            .Where(correction => continuations.ContainsKey(correction.Id) && problems.ContainsKey(correction.ProblemId)
                && steps.ContainsKey((correction.ProblemId, correction.Sample))).Take(continuations.Count).Select(correction =>
            {
                var (problem, continuation) = (problems[correction.ProblemId], continuations[correction.Id]);
                var success = outcomes[correction.Id].Of(GuidedArm.Intervention);
                return new InterventionExample
                {
                    ProblemId = problem.Id,
                    Question = problem.Question,
                    Answer = problem.Answer,
                    Steps = [.. steps[(correction.ProblemId, correction.Sample)].Steps.Select(step => step.Text)],
                    Location = correction.Location,
                    Oracle = correction.Oracle,
                    Intervention = correction.Content,
                    Continuation = Continuation(run, correction, continuation),
                    ContinuationCorrect = continuation.Reward > 0,
                    Correct = success.Correct,
                    Samples = success.Tries,
                };
            })];
    }

    /// <summary>A right continuation of each intervention, else its first.</summary>
    private static Dictionary<InterventionId, GuidedRollout> Continuations(RunView run, IReadOnlyCollection<InterventionId> wanted)
    {
        var found = new Dictionary<InterventionId, GuidedRollout>();
        foreach (var rollout in run.Records<GuidedRollout>(run.Paths.Guided))
        {
            if (rollout.Arm == GuidedArm.Intervention && wanted.Contains(rollout.Intervention)
                && (!found.TryGetValue(rollout.Intervention, out var first) || (first.Reward is not > 0 && rollout.Reward > 0)))
            {
                found[rollout.Intervention] = rollout;
            }
        }

        return found;
    }

    public static IReadOnlyList<RolloutSample> Rollouts(RunView run)
    {
        var problems = run.ProblemsById();
        var samples = new List<RolloutSample>();
        var arms = run.Options.Arms.Select(arm => (Arm: arm, Last: LastStep(run, arm))).Where(pair => pair.Last > 0).ToList();
        foreach (var (number, (arm, last)) in arms.Index())
        {
            var path = run.Paths.Arm(arm.Name).RlRollouts(last);
            var ordered = run.Records<TrainingRollout>(path).OrderBy(rollout => rollout.Score).ToList();
            var (share, rest) = Math.DivRem(run.Options.Report.RolloutSamples, arms.Count);
            var count = Math.Min(share + (number < rest ? 1 : 0), ordered.Count);
            for (var i = 0; i < count; i++)
            {
                var quantile = count == 1 ? 1.0 : (double)i / (count - 1);
                var rollout = ordered[(int)Math.Round(quantile * (ordered.Count - 1))];
                samples.Add(new RolloutSample
                {
                    Policy = last == run.Options.RlOf(arm).Steps ? $"{ArmTitles.Of(arm)}, last RL step"
                        : string.Create(CultureInfo.InvariantCulture, $"{ArmTitles.Of(arm)}, RL step {last}"),
                    Quantile = quantile,
                    Reward = rollout.Score,
                    ProblemId = rollout.ProblemId,
                    Question = problems.TryGetValue(rollout.ProblemId, out var problem) ? problem.Question : "",
                    Text = rollout.Text,
                    Verdict = rollout.Verdict,
                    Tokens = rollout.Completion.TokenIds.Length,
                });
            }
        }

        return samples;
    }

    /// <summary>The last step of an arm's reinforcement learning whose rollouts are there; 0 where none are.</summary>
    private static int LastStep(RunView run, ArmOptions arm)
    {
        var paths = run.Paths.Arm(arm.Name);
        return !Directory.Exists(paths.RlRolloutsFolder) ? 0
            : Enumerable.Range(0, run.Options.RlOf(arm).Steps).Select(i => run.Options.RlOf(arm).Steps - i)
                .FirstOrDefault(step => File.Exists(paths.RlRollouts(step)));
    }

    /// <summary>What the model wrote after an intervention: its tokens where they can be read, else what the text has behind the step.</summary>
    internal static string Continuation(RunView run, Correction correction, GuidedRollout rollout)
    {
        if (run.Tokenizer is { } tokenizer)
        {
            return tokenizer.Decode(rollout.Completion.TokenIds, skipSpecialTokens: true);
        }

        var at = rollout.Text.IndexOf(correction.Content, StringComparison.Ordinal);
        return at < 0 ? rollout.Text : rollout.Text[(at + correction.Content.Length)..].TrimStart('\n');
    }
}
