using System.Globalization;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Pipeline.Engines;

namespace Intervene.Pipeline.Stages;

/// <summary>Fine-tunes the recipe's model on worked solutions: what comes out is the base model of every other stage.</summary>
internal static class WarmUpStage
{
    public const string Name = "warm-up";

    public static Stage Of() => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["warm_up.sft", "warm_up.seed"],
        Reads = [StageList.WarmUpExamples],
        Writes = [StageList.WarmUpModel, StageList.WarmUpMetrics],
        Scratch = [StageList.WarmUpFolder + "/checkpoints"],
        Run = context => Task.FromResult(Run(context)),
    };

    private static IReadOnlyDictionary<string, long> Run(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.WarmUp!;
        TrainingExample[] examples = [.. JsonLines.Read<TrainingExample>(run.Paths.WarmUpExamples)];
        var start = SftStart.Of(examples, options.Sft, run.Config.VocabularySize, run.Config.ContextLength);
        context.Say(start.ToString());
        if (start.Used == 0)
        {
            var most = Math.Min(options.Sft.MaxLength, run.Config.ContextLength);
            throw new InterveneException($"warm_up: none of {examples.Length} texts fits into {most} tokens, "
                + $"the longest has {start.Longest}. Raise warm_up.sft.max_length, or take a model with a longer context.");
        }

        var cache = WarmUpCache.Of(run);
        var counts = new Dictionary<string, long>
        {
            ["texts"] = start.Used,
            ["dropped_too_long"] = start.TooLong,
            ["tokens"] = start.Tokens * options.Sft.Epochs,
            ["updates"] = start.Updates,
        };
        if (cache?.TakeTo(run.Paths, context.Say) == true)
        {
            context.Report(start.Updates, start.Updates, "taken from the cache", isUpdate: true);
            return counts;
        }

        using var policy = run.Engine.Load(run.SourcePath);
        MetricsWriter? metrics = null;
        try
        {
            var result = policy.FineTune(
                new FineTuning
                {
                    Examples = examples,
                    Options = options.Sft,
                    Seed = options.Seed,
                    Directory = run.Paths.WarmUp,
                    Source = run.SourcePath,
                    Started = (memory, before) =>
                    {
                        context.Say("peak memory about " + memory);
                        metrics = run.OpenMetrics(context.Stage, run.Paths.WarmUpMetrics, before, "update");
                    },
                    Updated = update => Show(context, metrics!, update),
                },
                context.Cancellation);
            counts["skipped"] = result.Skipped;
            policy.Save(run.Paths.WarmUpModel, run.SourcePath);
        }
        finally
        {
            metrics?.Dispose();
        }

        cache?.Leave(run.Paths);
        return counts;
    }

    private static void Show(StageContext context, MetricsWriter metrics, SftUpdate update)
    {
        metrics.Write(update.Update, SftStage.MetricsOf(update));
        if (update.Skipped)
        {
            context.Say($"update {update.Update} was skipped because its loss or gradient is not finite ({update.SkippedUpdates} so far). "
                + "Look at the texts, or lower warm_up.sft.optimizer.learning_rate.");
        }

        context.Report(update.Update, update.Updates, string.Create(CultureInfo.InvariantCulture, $"loss {update.Loss:F4}"), isUpdate: true);
    }
}
