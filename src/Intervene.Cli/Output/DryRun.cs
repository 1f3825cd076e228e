using System.Globalization;
using System.Text.Json;
using Intervene.Models.Weights;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;
using Intervene.Problems;
using Intervene.Problems.Chains;

namespace Intervene.Cli.Output;

/// <summary>What a recipe comes to, without running it: everything that a run opens first is opened, and nothing is written.</summary>
internal static class DryRun
{
    public static void Print(RunOptions options, string directory)
    {
        RunDirectory.Require(directory);
        var threads = Threads.Of(options.Threads);
        var model = BaseModel.Load(options, TimeProvider.System.GetUtcNow());
        RequireWeights(model);
        OwnPrograms.Require(AskedOracle.All(options), options.Verifier);
        AskedOracle.RequirePrompts(AskedOracle.All(options));
        Console.WriteLine(OptionsYaml.Write(options));
        Console.WriteLine(
            $"# model: {model.Config.Family}, {MemoryEstimate.Parameters(model.Config).ToString("N0", CultureInfo.InvariantCulture)} parameters, {threads} threads");
        var first = PrintProblems(options);
        PrintPrompt(model, first);
        PrintWarmUp(options, model);
        foreach (var arm in options.Arms)
        {
            Console.WriteLine($"# arm {arm.Name}{(arm.Rounds > 1 ? $", {arm.Rounds} rounds: each after the first mines "
                + $"{options.Mine.TrainProblems} × {options.Mine.Attempts} rollouts again, at most, and trains as the first" : "")}");
            if (arm.IsFineTuned)
            {
                Console.WriteLine(Comment(BatchArithmetic.Of(options.SftOf(arm), options.Mine.TrainProblems)));
            }

            Console.WriteLine(Comment(BatchArithmetic.Of(options.RlOf(arm), options.Mine.TrainProblems)));
        }

        foreach (var line in RunBenchmarks.Plan(options))
        {
            Console.WriteLine("# benchmark " + TerminalText.OneLine(line));
        }

        foreach (var line in RunNeeds.Of(options, model.Config, model.Prompts.Encode(first.Question).Length).Lines(directory))
        {
            Console.WriteLine("# " + line);
        }

        PrintPlan(options, directory);
    }

    private static void RequireWeights(BaseModel model)
    {
        using var weights = WeightFiles.Open(model.Path);
        if (WeightCheck.Differences(model.Config, weights) is { Count: > 0 } differences)
        {
            throw new InterveneException(
                $"{model.Path}: the weights do not fit config.json: {string.Join("; ", differences)}. Use the config.json and the weights of " +
                $"one model.");
        }
    }

    /// <summary>Counts the candidates; those that are generated are counted and not made, but for the first.</summary>
    private static Problem PrintProblems(RunOptions options)
    {
        Console.WriteLine("# problems");
        Problem? first = null;
        long candidates = 0;
        foreach (var chains in options.Problems.OfType<ChainsProblemsOptions>())
        {
            first ??= ChainsGenerator.ToProblem(
                chains.Hard > 0
                    ? ChainsGenerator.Hard(chains.Seed ?? options.Seed, 0) : ChainsGenerator.Easy(chains.Seed ?? options.Seed, 0), "first", 0);
            candidates += (long)chains.Hard + chains.Easy;
            Console.WriteLine($"#   chains: {chains.Hard} hard and {chains.Easy} easy ones are generated, less those that come twice");
        }

        if (options.Problems.Where(source => source is not ChainsProblemsOptions).ToList() is { Count: > 0 } files)
        {
            var sources = ProblemSources.Load(options with { Problems = files });
            first = sources.Problems[0];
            candidates += sources.Problems.Count;
            foreach (var source in sources.Problems.GroupBy(problem => problem.Source))
            {
                Console.WriteLine(
                    $"#   {source.Key}: {source.Count()} candidates, {source.Count(problem => problem.ReferenceSolution is not null)} with a reference solution");
            }

            foreach (var complaint in sources.Complaints())
            {
                Console.WriteLine("#   " + complaint);
            }
        }

        Console.WriteLine($"#   mining: {candidates} × {options.Mine.Attempts} = {candidates * options.Mine.Attempts} rollouts");
        return first!;
    }

    /// <summary>What the warm-up would train on, and its first text.</summary>
    private static void PrintWarmUp(RunOptions options, BaseModel model)
    {
        if (options.WarmUp is not { } warmUp)
        {
            return;
        }

        var texts = WarmUpTexts.Of(options);
        Console.WriteLine($"# warm-up: {texts.Texts.Count} texts of {texts.Problems} problems, {texts.WithoutSolution} have no worked solution");
        foreach (var complaint in texts.Complaints())
        {
            Console.WriteLine("#   " + complaint);
        }

        var lengths = texts.Texts.Select(text => (long)model.Prompts.Encode(text.Question).Length + model.Tokenizer.EncodeText(text.Text).Length + 1)
            .Where(length => length <= Math.Min(warmUp.Sft.MaxLength, model.Config.ContextLength)).ToList();
        Console.WriteLine(Comment(BatchArithmetic.Of(warmUp.Sft, lengths.Count)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#   {lengths.Sum()} tokens an epoch; the first text:"));
        Console.WriteLine(Comment(texts.Texts[0].Text));
    }

    /// <summary>The first problem as the model is asked.</summary>
    private static void PrintPrompt(BaseModel model, Problem problem)
    {
        Console.WriteLine(
            $"# prompt of the first problem: {JsonNamingPolicy.SnakeCaseLower.ConvertName(model.Prompts.Kind.ToString())}, {model.Prompts.Encode(problem.Question).Length} tokens");
        Console.WriteLine(Comment(model.Prompts.Render(problem.Question)));
        if (model.Prompts.Note is { } note)
        {
            Console.WriteLine("#   " + note);
        }
    }

    /// <summary>What a command would do with every stage of the run directory, and why.</summary>
    private static void PrintPlan(RunOptions options, string directory)
    {
        var manifest = new RunPaths(directory).Manifest;
        if (File.Exists(manifest))
        {
            RunManifest.Read(manifest);
        }

        Console.WriteLine("# stages");
        foreach (var planned in RunSession.PlanOf(options, directory).Look())
        {
            var reason = planned.Reasons.Count > 0 ? ": " + string.Join("; ", planned.Reasons) : "";
            var lost = planned.SecondsLost > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({planned.SecondsLost:F0} s of work)") : "";
            Console.WriteLine(
                $"#   {planned.Stage.Name,-24} {JsonNamingPolicy.SnakeCaseLower.ConvertName(planned.Status.ToString()),-8}{reason}{lost}");
        }
    }

    private static string Comment(string text) => string.Join('\n', text.TrimEnd().Split('\n').Select(line => "#   " + line));
}
