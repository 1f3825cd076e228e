using System.Globalization;
using System.Text.Json;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Problems;

namespace Intervene.Pipeline.Stages;

/// <summary>Resumes reinforcement learning from an arm's patched model (Algorithm 1, line 12).</summary>
internal static class RlStage
{
    public static string NameOf(ArmOptions arm) => "rl/" + arm.Name;

    public static Stage Of(ArmOptions arm) => new()
    {
        Name = NameOf(arm),
        Verb = "rl",
        Options = ["seed", "prompt", "verifier", arm.Rl is null ? "rl" : $"arms.{arm.Name}.rl"],
        Reads = arm.Examples == ExampleKind.None ? [StageList.Problems] : [StageList.Problems, StageList.Examples(arm), StageList.SftModel(arm)],
        Writes = [StageList.RlModel(arm), StageList.RlMetrics(arm), StageList.RlRollouts(arm)],
        Scratch = [$"arms/{arm.Name}/07-rl/checkpoints"],
        IsLeftOut = ledger => SftStage.HasNothing(ledger, arm),
        Run = context => Task.FromResult(Run(context, arm)),
    };

    private static IReadOnlyDictionary<string, long> Run(StageContext context, ArmOptions arm)
    {
        var run = context.Run;
        var paths = run.Paths.Arm(arm.Name);
        var options = run.Options.RlOf(arm);
        var problems = run.MinedOf(ProblemSplit.Train).Select(mined => mined.Problem).ToDictionary(problem => problem.Id, StringComparer.Ordinal);
        var patched = ExamplesStage.Read(run, arm).Select(example => example.ProblemId).ToHashSet(StringComparer.Ordinal);
        using var policy = run.Engine.Load(arm.Examples == ExampleKind.None ? run.ModelPath : paths.SftModel);
        var alarms = new RlAlarms();
        if (File.Exists(paths.RlMetrics))
        {
            foreach (var before in JsonLines.Read<MetricsRecord>(paths.RlMetrics))
            {
                alarms.Of(before.Metrics); // what an earlier process has heard and said
            }
        }

        MetricsWriter? metrics = null;
        try
        {
            var result = policy.Reinforce(
                new RlTraining
                {
                    Problems =
                        [.. problems.Values.Select(
                            problem => new RlProblem(problem.Id, run.Prompts.Encode(problem.Question), patched.Contains(problem.Id)))],
                    Grade = Grade,
                    Options = options,
                    Seed = run.Options.Seed,
                    Arm = arm.Name,
                    Directory = paths.Rl,
                    Source = run.ModelPath,
                    Alarms = alarms,
                    Started = (memory, before) =>
                    {
                        context.Say("peak memory about " + memory);
                        context.Say(BatchArithmetic.Of(options, problems.Count));
                        metrics = run.OpenMetrics(context.Stage, paths.RlMetrics, before, "step");
                    },
                    Stepped = step => Show(context, metrics!, paths.RlRollouts(step.Step), step),
                },
                context.Cancellation);
            if (result.NothingToDo)
            {
                context.Say(
                    result.Steps == 0 ? "rl.steps is 0: nothing to train" : $"all {result.Steps} steps were done before: nothing left to train");
                context.Report(result.Steps, result.Steps, "", isUpdate: true);
            }

            policy.Save(paths.RlModel, run.ModelPath);
            return new Dictionary<string, long> { ["problems"] = problems.Count, ["steps"] = result.Steps, ["skipped"] = result.Skipped };
        }
        finally
        {
            metrics?.Dispose();
        }

        (double?, string) Grade(string id, Completion completion)
        {
            var text = run.Tokenizer.Decode(completion.TokenIds, skipSpecialTokens: true);
            var grade = run.Grader.GradeAsync(problems[id], text, completion.FinishReason, context.Cancellation).AsTask().GetAwaiter().GetResult();
            return (grade.Reward, grade.Verdict);
        }
    }

    private static void Show(StageContext context, MetricsWriter metrics, string rollouts, RlStep step)
    {
        metrics.Write(step.Step, step.Metrics);
        AtomicFile.Write(rollouts, string.Concat(step.Rollouts.Zip(step.Advantages, (rollout, advantage) =>
            JsonSerializer.Serialize(RecordOf(context.Run, rollout, advantage), RecordJson.Options) + "\n")));
        foreach (var alarm in step.Alarms)
        {
            context.Say($"step {step.Step}: {alarm}");
        }

        context.Report(step.Step, step.Steps, string.Create(
            CultureInfo.InvariantCulture,
            $"reward {step.Value(RlMetricNames.Score):F3}, zero advantage {step.Value(RlMetricNames.ZeroAdvantage):P0}"), isUpdate: true);
    }

    private static TrainingRollout RecordOf(RunSession run, RlRollout rollout, double advantage) => new()
    {
        ProblemId = rollout.Problem.Id,
        Group = rollout.Group,
        PromptIds = rollout.Problem.PromptIds,
        Completion = rollout.Completion,
        Text = run.Tokenizer.Decode(rollout.Completion.TokenIds, skipSpecialTokens: true),
        Score = rollout.Score,
        Verdict = rollout.Verdict,
        Reward = rollout.Reward,
        Advantage = advantage,
        Masked = rollout.Masked,
        WeightVersion = rollout.WeightVersion,
    };
}
