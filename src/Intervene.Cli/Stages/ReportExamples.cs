using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Problems;
using Intervene.Reports;
using Intervene.Rollouts;
using Intervene.Runs;
using Intervene.Steps;

namespace Intervene.Cli.Stages;

/// <summary>Picks what the report shows in full: interventions with a continuation, and rollouts at the quantiles of their reward.</summary>
internal static class ReportExamples
{
    private const int InterventionsShown = 6;

    public static IReadOnlyList<InterventionExample> Interventions(RunSession session)
    {
        var problems = Problems(session);
        var steps = JsonLines.Read<SplitRollout>(session.Paths.Steps).ToDictionary(split => (split.ProblemId, split.Sample));
        var guided = JsonLines.Read<GuidedRollout>(session.Paths.Guided).Where(rollout => rollout.Arm == GuidedArm.Intervention)
            .GroupBy(rollout => (rollout.ProblemId, rollout.Sample)).ToDictionary(group => group.Key, group => group.ToList());
        var shown = new List<InterventionExample>();
        foreach (var proposal in JsonLines.Read<Proposal>(session.Paths.Interventions))
        {
            if (proposal.Intervention is not { } intervention || !guided.TryGetValue((proposal.ProblemId, proposal.Sample), out var continuations))
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
                Location = intervention.Location,
                Oracle = proposal.Oracle,
                Intervention = intervention.Content,
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
        var problems = Problems(session);
        var samples = new List<RolloutSample>();
        var arms = session.Options.Arms.Where(arm => File.Exists(RlStage.Rollouts(session, arm, (arm.Rl ?? session.Options.Rl).Steps))).ToList();
        foreach (var (number, arm) in arms.Index())
        {
            var last = (arm.Rl ?? session.Options.Rl).Steps;
            var path = RlStage.Rollouts(session, arm, last);
            var ordered = JsonLines.Read<Rollout>(path).OrderBy(rollout => rollout.Reward).ToList();
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
                    Reward = rollout.Reward,
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

    private static Dictionary<string, Problem> Problems(RunSession session) =>
        session.Mined().ToDictionary(mined => mined.Problem.Id, mined => mined.Problem, StringComparer.Ordinal);
}
