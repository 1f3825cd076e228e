using System.Globalization;
using Intervene.Examples;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>Patches the base model on an arm's examples (Algorithm 1, line 11).</summary>
internal static class SftStage
{
    /// <summary>The metric of the tokens that an update trained on, prompts included.</summary>
    public const string Tokens = "train/tokens";

    private const int ExamplesShown = 3;

    public static string NameOf(ArmOptions arm) => "sft/" + arm.Name;

    public static Stage Of(RunOptions options, ArmOptions arm) => new()
    {
        Name = NameOf(arm),
        Verb = "sft",
        Options = ["seed", arm.Sft is null ? "sft" : $"arms.{arm.Name}.sft"],
        Reads = [StageList.Examples(arm), .. TuneStage.ReadsOf(options, arm)],
        Writes = [StageList.SftModel(arm), StageList.SftMetrics(arm)],
        Scratch = [$"arms/{arm.Name}/06-sft/checkpoints"],
        IsLeftOut = ledger => HasNothing(ledger, arm),
        Run = context => Task.FromResult(Run(context, arm)),
    };

    /// <summary>Whether an arm that trains on examples has none.</summary>
    public static bool HasNothing(StageLedger ledger, ArmOptions arm) =>
        arm.IsFineTuned && ledger.Find(ExamplesStage.NameOf(arm)) is { } made && made.Counts.GetValueOrDefault("examples") == 0;

    /// <summary>The numbers of an update.</summary>
    public static Metric[] MetricsOf(SftUpdate update) =>
    [
        new("train/loss", update.Loss), new("train/grad_norm", update.GradNorm), new("train/lr", update.LearningRate),
        new("train/epoch", update.Epoch), new("train/supervised_tokens", update.SupervisedTokens), new(Tokens, update.Tokens),
        new("train/skipped_updates", update.SkippedUpdates), new("timing_s/step", update.Seconds),
    ];

    private static IReadOnlyDictionary<string, long> Run(StageContext context, ArmOptions arm)
    {
        var run = context.Run;
        var examples = ExamplesStage.Read(run, arm);
        var paths = run.Paths.Arm(arm.Name);
        var options = TuneStage.SftOf(run, arm);
        context.Say(SftStart.Of(examples, options, run.Config.VocabularySize, run.Config.ContextLength).ToString());
        foreach (var example in ExampleSpread.Of(SftStart.Usable(examples, options, run.Config.ContextLength), ExamplesShown))
        {
            run.Observer.Shown(context.Stage, example, run.ModelPath);
        }

        using var policy = run.Engine.Load(run.StartPolicy.Directory);
        MetricsWriter? metrics = null;
        try
        {
            var result = policy.FineTune(
                new FineTuning
                {
                    Examples = examples,
                    Options = options,
                    Seed = run.Options.Seed,
                    Directory = paths.Sft,
                    Source = run.ModelPath,
                    Started = (memory, before) =>
                    {
                        context.Say("peak memory about " + memory);
                        metrics = run.OpenMetrics(context.Stage, paths.SftMetrics, before, "update");
                    },
                    Updated = update => Show(context, metrics!, update),
                },
                context.Cancellation);
            if (result.NothingToDo)
            {
                context.Say($"all {result.Updates} updates were done before: nothing left to train");
                context.Report(result.Updates, result.Updates, "", isUpdate: true);
            }

            policy.Save(paths.SftModel, run.ModelPath);
            return new Dictionary<string, long>
            {
                ["examples"] = result.Examples,
                ["dropped_too_long"] = result.DroppedTooLong,
                ["updates"] = result.Updates,
                ["skipped"] = result.Skipped,
            };
        }
        finally
        {
            metrics?.Dispose();
        }
    }

    private static void Show(StageContext context, MetricsWriter metrics, SftUpdate update)
    {
        metrics.Write(update.Update, MetricsOf(update));
        if (update.Skipped)
        {
            context.Say(
                $"update {update.Update} was skipped because its loss or gradient is not " +
                $"finite ({update.SkippedUpdates} so far). Look at the examples, or lower sft.optimizer.learning_rate.");
        }

        context.Report(update.Update, update.Updates, string.Create(CultureInfo.InvariantCulture, $"loss {update.Loss:F4}"), isUpdate: true);
    }
}
