using System.Globalization;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Engines;

namespace Intervene.Pipeline.Stages;

/// <summary>Resumes reinforcement learning from an arm's patched model (Algorithm 1, line 12).</summary>
internal static class RlStage
{
    public static string NameOf(ArmOptions arm) => "rl/" + arm.Name;

    public static Stage Of(RunOptions options, ArmOptions arm) => new()
    {
        Name = NameOf(arm),
        Verb = "rl",
        Options = ["seed", "prompt", "verifier", .. OptionsOf(options, arm)],
        Ignored = [EngineOf(arm)],
        Engine = RlEngine.KeyOf(RlEngine.Of(options, arm)),
        Refusal = RlEngine.Refusal(options, arm),
        Reads =
        [
            .. RlProblems.ReadsOf(options.RlOf(arm)), .. arm.IsFineTuned ? (string[])[StageList.Examples(arm), StageList.SftModel(arm)] : [],
            .. RlLikelihood.ReadsOf(options.RlOf(arm)), .. TuneStage.ReadsOf(options, arm),
        ],
        Asks = AskedOracle.OfTraining(options, arm),
        Writes =
        [
            StageList.RlModel(arm), StageList.RlMetrics(arm), StageList.RlRollouts(arm),
            .. options.RlOf(arm).Evaluate is null ? [] : RlHeldOut.Artifacts(arm),
            .. options.RlOf(arm).Evaluate?.Likelihood is null ? [] : RlLikelihood.Artifacts(arm),
            .. options.RlOf(arm).Online is null ? [] : (string[])[StageList.RlOnline(arm)],
        ],
        Scratch =
        [
            $"arms/{arm.Name}/07-rl/checkpoints", $"arms/{arm.Name}/07-rl/published", StageList.RlOnline(arm), StageList.RlOnline(arm) + ".partial",
            .. options.RlOf(arm).Evaluate is null ? RlHeldOut.Artifacts(arm) : [],
            .. options.RlOf(arm).Evaluate?.Likelihood is null ? RlLikelihood.Artifacts(arm) : [],
        ],
        IsLeftOut = ledger => SftStage.HasNothing(ledger, arm),
        Run = context => Task.FromResult(Run(context, arm)),
    };

    /// <summary>The options that an arm's reinforcement learning depends on.</summary>
    public static IReadOnlyList<string> OptionsOf(RunOptions options, ArmOptions arm) =>
    [
        arm.Rl is null ? "rl" : $"arms.{arm.Name}.rl",
        .. options.RlOf(arm).Hints is { Rewritten: true } ? (string[])["split.separator"] : [],
        .. options.RlOf(arm).Evaluate is not null ? (string[])["evaluate.sampling"] : [],
        .. RlOnline.OptionsOf(options, arm),
        .. options.RlOf(arm).Problems.Easier > 0 ? (string[])["mine.easy_threshold"] : [],
    ];

    /// <summary>The option that names the engine of an arm's reinforcement learning; its key counts instead.</summary>
    public static string EngineOf(ArmOptions arm) => arm.Rl is null ? "rl.engine" : $"arms.{arm.Name}.rl.engine";

    /// <summary>Reward and verdict of a problem's completion, by the run's verifier.</summary>
    public static Func<string, Completion, (double?, string)> GraderOf(StageContext context)
    {
        var run = context.Run;
        var problems = run.Whole.ProblemsById();
        return (id, completion) =>
        {
            var text = run.Tokenizer.Decode(completion.TokenIds, skipSpecialTokens: true);
            var grade = run.Grader.GradeAsync(problems[id], text, completion.FinishReason, context.Cancellation).AsTask().GetAwaiter().GetResult();
            return (grade.Reward, grade.Verdict);
        };
    }

    private static IReadOnlyDictionary<string, long> Run(StageContext context, ArmOptions arm)
    {
        var run = context.Run;
        var paths = run.Paths.Arm(arm.Name);
        var options = TuneStage.RlOf(run, arm);
        var problems = RlProblems.Of(context, arm);
        var start = arm.IsFineTuned ? paths.SftModel : run.StartPolicy.Directory;
        var likelihood = RlLikelihood.Of(context, arm, options);
        likelihood?.MeasureBefore();
        using var policy = run.Engine.Load(start);
        var alarms = new RlAlarms();
        if (File.Exists(paths.RlMetrics))
        {
            foreach (var before in JsonLines.Read<MetricsRecord>(paths.RlMetrics))
            {
                alarms.Of(before.Metrics); // what an earlier process has heard and said
            }
        }

        var heldOut = RlHeldOut.Of(context, arm, options);
        using var published = RlEngine.Sampler(context, arm, options, problems, heldOut);
        using var online = RlOnline.Of(context, arm, options);
        MetricsWriter? metrics = null;
        try
        {
            var result = policy.Reinforce(
                new RlTraining
                {
                    Problems = problems,
                    Grade = GraderOf(context),
                    Options = options,
                    Seed = run.Options.Seed,
                    Arm = run.TrainingName(arm),
                    Directory = paths.Rl,
                    Source = run.ModelPath,
                    Alarms = alarms,
                    Measure = likelihood is null ? heldOut?.ToMeasure() : likelihood.Beside(heldOut!.ToMeasure(), policy),
                    Online = online?.ToAsking(),
                    SamplerAt = published is null ? null : published.At,
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

            published?.Finish();
            online?.Finish();
            if (result.BestStep is { } best && best != result.Steps)
            {
                RlHeldOut.Keep(context, best, best == 0 ? start : paths.RlCheckpoint(best), paths.RlModel);
            }
            else
            {
                policy.Save(paths.RlModel, run.ModelPath);
            }

            return new Dictionary<string, long>
            {
                ["kept"] = result.BestStep ?? result.Steps,
                ["problems"] = problems.Count,
                ["easier"] = problems.Count - run.Whole.MinedOf(Intervene.Problems.ProblemSplit.Train).Count,
                ["steps"] = result.Steps,
                ["skipped"] = result.Skipped,
            };
        }
        finally
        {
            metrics?.Dispose();
        }
    }

    private static void Show(StageContext context, MetricsWriter metrics, string rollouts, RlStep step)
    {
        metrics.Write(step.Step, step.Metrics);
        JsonLines.Write(rollouts, step.Rollouts.Zip(step.Advantages, (rollout, advantage) => RecordOf(context.Run, rollout, advantage)));
        foreach (var alarm in step.Alarms)
        {
            context.Say($"step {step.Step}: {alarm}");
        }

        context.Report(step.Step, step.Steps, string.Create(
            CultureInfo.InvariantCulture, $"reward {step.Value(RlMetricNames.Score):F3}, zero advantage "
                + $"{step.Value(RlMetricNames.ZeroAdvantage):P0} ({step.Value(RlMetricNames.AllWrong):P0} all wrong, "
                + $"{step.Value(RlMetricNames.AllRight):P0} all right)"), isUpdate: true);
    }

    private static TrainingRollout RecordOf(RunSession run, RlRollout rollout, double advantage) => new()
    {
        ProblemId = rollout.Problem.Id,
        Group = rollout.Group,
        PromptIds = rollout.Problem.PromptIds,
        Revealed = rollout.Problem.Revealed,
        BegunTokens = rollout.Problem.Begun?.Length,
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
