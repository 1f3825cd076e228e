using System.Globalization;
using Intervene.Cli.Output;
using Intervene.Examples;
using Intervene.Options;
using Intervene.Runs;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Supervised;
using Intervene.Torch.Training;
using Spectre.Console;

namespace Intervene.Cli.Stages;

/// <summary>Patches the base model on an arm's examples (Algorithm 1, line 11).</summary>
internal static class SftStage
{
    public static string NameOf(ArmOptions arm) => "sft/" + arm.Name;

    /// <summary>Where an arm's patched model lies.</summary>
    public static string Model(RunSession session, ArmOptions arm) => Path.Combine(session.Paths.Arm(arm.Name).Sft, "model");

    /// <summary>What an arm trains on.</summary>
    public static IReadOnlyList<TrainingExample> Examples(RunSession session, ArmOptions arm) => arm.Examples == ExampleKind.None
        ? []
        : [.. JsonLines.Read<TrainingExample>(session.Paths.Examples).Where(example => example.Arm == arm.Name)];

    /// <summary>Whether an arm has nothing to train on; later stages leave it out.</summary>
    public static bool IsLeftOut(RunSession session, ArmOptions arm)
    {
        if (arm.Examples == ExampleKind.None)
        {
            return false;
        }

        session.Require(FilterStage.Name);
        return Examples(session, arm).Count == 0;
    }

    public static void Run(RunSession session, ArmOptions arm)
    {
        if (arm.Examples == ExampleKind.None)
        {
            return;
        }

        session.Stage(NameOf(arm), report =>
        {
            session.Require(FilterStage.Name);
            var examples = Examples(session, arm);
            if (examples.Count == 0)
            {
                session.Say(NameOf(arm), "no intervention led to a correct rollout: there is nothing to train on, and the arm is left out. Sample more (rollout.samples, filter.samples), or use another oracle.");
                return new Dictionary<string, long> { ["examples"] = 0 };
            }

            var paths = session.Paths.Arm(arm.Name);
            var options = arm.Sft ?? session.Options.Sft;
            using var model = session.LoadModel();
            session.Say(NameOf(arm), SftStart.Of(examples, options, model.Config.VocabularySize).ToString());
            ShowExamples(session, arm, SftStart.Usable(examples, options));
            session.Say(NameOf(arm), "peak memory about " + TrainerMemory.Of(model.Config, MicroBatches.Limit(model, options.MicroBatchTokens), options.Compute, options.RecomputeActivations));
            var before = TrainingState.LastStep(paths.Sft);
            using var metrics = session.Metrics(NameOf(arm), paths.SftMetrics, before, "update");
            var result = SftTrainer.Run(model, examples, options, session.Options.Seed, paths.Sft, Show, session.Cancellation, session.ModelPath);
            if (result.NothingToDo)
            {
                session.Say(NameOf(arm), $"all {result.Updates} updates were done before: nothing left to train");
                report(result.Updates, result.Updates, "");
            }

            ModelDirectory.Save(model, Model(session, arm), session.ModelPath);
            return new Dictionary<string, long>
            {
                ["examples"] = result.Examples,
                ["dropped_too_long"] = result.DroppedTooLong,
                ["updates"] = result.Updates,
                ["skipped"] = result.Skipped,
            };

            void Show(SftUpdate update)
            {
                metrics.Write(update.Update,
                [
                    new Metric("train/loss", update.Loss), new Metric("train/grad_norm", update.GradNorm), new Metric("train/lr", update.LearningRate),
                    new Metric("train/epoch", update.Epoch), new Metric("train/supervised_tokens", update.SupervisedTokens), new Metric("train/skipped_updates", update.SkippedUpdates), new Metric("timing_s/step", update.Seconds),
                ]);
                if (update.Skipped)
                {
                    session.Say(NameOf(arm), $"update {update.Update} was skipped because its loss or gradient is not finite ({update.SkippedUpdates} so far). Look at the examples, or lower sft.optimizer.learning_rate.");
                }

                report(update.Update, update.Updates, string.Create(CultureInfo.InvariantCulture, $"loss {update.Loss:F4}"));
            }
        }, everyReading: true);
    }

    /// <summary>Three of the examples that are trained on, with the mask: what would be trained wrongly is seen before it is.</summary>
    private static void ShowExamples(RunSession session, ArmOptions arm, IReadOnlyList<TrainingExample> examples)
    {
        var colours = RenderedExample.ShowsColours(AnsiConsole.Console);
        foreach (var example in RenderedExample.Spread(examples, 3))
        {
            var rendered = RenderedExample.Of(example, session.Tokenizer);
            session.Say(NameOf(arm), rendered.Title);
            session.Say(NameOf(arm), rendered.Line(colours));
        }
    }
}
