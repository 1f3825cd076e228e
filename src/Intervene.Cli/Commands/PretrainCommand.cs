using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Intervene.Cli.Output;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Pretraining;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene pretrain</c>: makes the embedded base model from its corpus.</summary>
internal static class PretrainCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("recipe") { Description = "The pre-training recipe, e.g. recipes/chains-pretrain.yaml." };
        var output = new Option<string>("--out") { Description = "The Hugging Face directory to write, new or empty.", Required = true };
        var overrides = new Argument<string[]>("overrides")
        {
            Description = "Options as key=value, e.g. updates=100.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("pretrain", "Make the embedded base model: train a small decoder on the Chains corpus.")
        {
            recipe, overrides, output
        };
        var progress = RunProgress.Option(command);
        command.SetAction(
            parsed => Run(parsed.GetRequiredValue(recipe), parsed.GetValue(overrides) ?? [], parsed.GetRequiredValue(output), progress(parsed)));
        return command;
    }

    private static int Run(string recipe, string[] overrides, string output, RunProgress shown)
    {
        var options = OptionsYaml.Load<PretrainOptions>(recipe, overrides);
        ModelDirectory.RequireNew(output);
        using var interruption = new Interruption();
        using var progress = shown;
        var watch = Stopwatch.StartNew();
        var files = Directory.CreateTempSubdirectory("intervene-");
        try
        {
            var tokenizer = ChainsModelFiles.Write(files.FullName, options);
            var config = ModelConfigReader.Read(files.FullName);
            using var model = ChainsPretrainer.Run(options, config, tokenizer.Encode, tokenizer.EosTokenId!.Value, Show, interruption.Token);
            progress.Finished("pretrain", watch.Elapsed);
            ModelDirectory.Save(model, output, files.FullName);
        }
        finally
        {
            files.Delete(recursive: true);
        }

        return 0;

        void Show(PretrainUpdate update) => progress.Progressed(new StageProgress(
            "pretrain", update.Update, options.Updates, string.Create(CultureInfo.InvariantCulture, $"loss {update.Loss:F4}")));
    }
}
