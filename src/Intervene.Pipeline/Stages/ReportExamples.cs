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
        var problems = session.ProblemsById();
        var steps = RecordTable<(string, int), SplitRollout>.Read(session.Paths.Steps, split => (split.ProblemId, split.Sample));
        var guided = JsonLines.Read<GuidedRollout>(session.Paths.Guided).Where(rollout => rollout.Arm == GuidedArm.Intervention)
            .GroupBy(rollout => rollout.Intervention).ToDictionary(group => group.Key, group => group.ToList());
        var shown = new List<InterventionExample>();
        foreach (var proposal in JsonLines.Read<Proposal>(session.Paths.Interventions).OfType<Correction>())
        {
            if (!guided.TryGetValue(proposal.Id, out var continuations))
            {
                continue;
            }

            var continuation = continuations.FirstOrDefault(rollout => rollout.Reward > 0) ?? continuations[0];
            var problem = problems[proposal.ProblemId];
            shown.Add(new InterventionExample
            {
                ProblemId = problem.Id,
                Question = problem.Question,
                Answer = problem.Answer,
                Steps = [.. steps[(proposal.ProblemId, proposal.Sample)].Steps.Select(step => step.Text)],
                Location = proposal.Location,
                Oracle = proposal.Oracle,
                Intervention = proposal.Content,
                Continuation = session.Tokenizer.Decode(continuation.Completion.TokenIds, skipSpecialTokens: true),
                ContinuationCorrect = continuation.Reward > 0,
                Correct = continuations.Count(rollout => rollout.Reward > 0),
                Samples = continuations.Count,
            });
            if (shown.Count == InterventionsShown)
            {
                break;
            }
        }

        return shown;
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
