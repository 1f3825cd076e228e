using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Reports.Content;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>Picks what the report shows in full: interventions with a continuation, and rollouts at the quantiles of their reward.</summary>
internal static class ReportExamples
{
    private const int InterventionsShown = 6;

    public static IReadOnlyList<InterventionExample> Interventions(RunSession session)
    {
        var outcomes = JsonLines.Read<InterventionOutcome>(session.Paths.Outcomes).Take(InterventionsShown)
            .ToDictionary(outcome => outcome.Intervention);
        var attempts = outcomes.Keys.Select(id => (id.ProblemId, id.Sample)).ToHashSet();
        var steps = JsonLines.Read<SplitRollout>(session.Paths.Steps).Where(split => attempts.Contains((split.ProblemId, split.Sample)))
            .ToDictionary(split => (split.ProblemId, split.Sample));
        var continuations = Continuations(session, outcomes.Keys);
        var problems = session.ProblemsById();
        return [.. JsonLines.Read<Proposal>(session.Paths.Interventions).OfType<Correction>()
            .Where(correction => continuations.ContainsKey(correction.Id)).Take(continuations.Count).Select(correction =>
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
                    Continuation = session.Tokenizer.Decode(continuation.Completion.TokenIds, skipSpecialTokens: true),
                    ContinuationCorrect = continuation.Reward > 0,
                    Correct = success.Correct,
                    Samples = success.Tries,
                };
            })];
    }

    /// <summary>A right continuation of each intervention, else its first.</summary>
    private static Dictionary<InterventionId, GuidedRollout> Continuations(RunSession session, IReadOnlyCollection<InterventionId> wanted)
    {
        var found = new Dictionary<InterventionId, GuidedRollout>();
        foreach (var rollout in JsonLines.Read<GuidedRollout>(session.Paths.Guided))
        {
            if (rollout.Arm == GuidedArm.Intervention && wanted.Contains(rollout.Intervention)
                && (!found.TryGetValue(rollout.Intervention, out var first) || (first.Reward is not > 0 && rollout.Reward > 0)))
            {
                found[rollout.Intervention] = rollout;
            }
        }

        return found;
    }

    public static IReadOnlyList<RolloutSample> Rollouts(RunSession session)
    {
        var problems = session.ProblemsById();
        var samples = new List<RolloutSample>();
        var arms = session.Options.Arms.Where(
            arm => File.Exists(session.Paths.Arm(arm.Name).RlRollouts(session.Options.RlOf(arm).Steps))).ToList();
        foreach (var (number, arm) in arms.Index())
        {
            var last = session.Options.RlOf(arm).Steps;
            var path = session.Paths.Arm(arm.Name).RlRollouts(last);
            var ordered = JsonLines.Read<TrainingRollout>(path).OrderBy(rollout => rollout.Score).ToList();
            var (share, rest) = Math.DivRem(session.Options.Report.RolloutSamples, arms.Count);
            var count = Math.Min(share + (number < rest ? 1 : 0), ordered.Count);
            for (var i = 0; i < count; i++)
            {
                var quantile = count == 1 ? 1.0 : (double)i / (count - 1);
                var rollout = ordered[(int)Math.Round(quantile * (ordered.Count - 1))];
                samples.Add(new RolloutSample
                {
                    Policy = $"{ArmTitles.Of(arm)}, last RL step",
                    Quantile = quantile,
                    Reward = rollout.Score,
                    ProblemId = rollout.ProblemId,
                    Question = problems[rollout.ProblemId].Question,
                    Text = rollout.Text,
                    Verdict = rollout.Verdict,
                    Tokens = rollout.Completion.TokenIds.Length,
                });
            }
        }

        return samples;
    }
}
