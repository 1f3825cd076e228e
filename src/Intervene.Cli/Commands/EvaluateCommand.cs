using System.CommandLine;
using System.Globalization;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;
using Intervene.Remote.Fleets;
using Intervene.Remote.Graders;
using Intervene.Remote.Oracles;
using Intervene.Reports;
using Intervene.Reports.Content;

namespace Intervene.Cli.Commands;

/// <summary>
/// <c>intervene evaluate</c>: with a recipe the verb of a run's stages; with <c>--model</c> an evaluation of models that no run made, by the same
/// stages.
/// </summary>
internal static class EvaluateCommand
{
    /// <summary>The verb.</summary>
    public const string Verb = "evaluate";

    /// <summary>The command, for the program's list.</summary>
    /// <param name="description">What its stages do.</param>
    public static Command Create(string description)
    {
        var recipe = new Argument<string?>("recipe")
        {
            Description = "The recipe of a run, a YAML file; none with --model.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var overrides = new Argument<string[]>("overrides") { Description = "Options as a.b=c.", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string>("--out", "-o") { Description = "The run directory; with --model the evaluation's folder.", Required = true };
        var quick = new Option<bool>("--quick") { Description = "Take the recipe's small variant, the file of that name with -quick." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the resolved options and the plan of stages; do nothing." };
        var models = Many("--model", "A model directory, or NAME=DIRECTORY; again for others that are compared with it.");
        var benchmarks = Many("--benchmark", "A known benchmark, a file of problems, or NAME=PATH; again for others.");
        var data = new Option<string?>("--data") { Description = "The folder in which benchmarks lie under their names." };
        var samples = new Option<int?>("--samples") { Description = "Samples a problem; default 32." };
        var count = new Option<int?>("--count") { Description = "Problems drawn of each benchmark, by a seed of their own." };
        var k = new Option<int[]>("--k")
        {
            Description = "The k of pass@k; default: 1, 2, 4 … up to the samples.",
            AllowMultipleArgumentsPerToken = true,
        };
        var decoding = new Option<string?>("--decoding") { Description = $"{string.Join(" or ", DecodingPresets.All.Keys)}: as the paper decodes." };
        var tokens = new Option<int?>("--max-tokens") { Description = "The most tokens of a sample." };
        var command = new Command(Verb, description + " With --model: measure models that no run made.")
        {
            recipe, overrides, output, quick, dryRun, models, benchmarks, data, samples, count, k, decoding, tokens,
        };
        var redo = RunCommand.Redo(command);
        var progress = RunProgress.Option(command);
        command.SetAction(parsed =>
        {
            string[] given = [.. parsed.GetValue(recipe) is { } first ? [first] : Array.Empty<string>(), .. parsed.GetValue(overrides) ?? []];
            if (parsed.GetValue(models) is { Length: > 0 } named)
            {
                var asked = new Asked(
                    parsed.GetValue(benchmarks) ?? [], parsed.GetValue(data), parsed.GetValue(samples), parsed.GetValue(count),
                    parsed.GetValue(k) ?? [], parsed.GetValue(decoding), parsed.GetValue(tokens));
                Measure(
                    [.. named.Select(NameOf)], asked, given, parsed.GetRequiredValue(output), parsed.GetValue(dryRun), parsed.GetValue(quick),
                    redo(parsed), progress(parsed));
                return 0;
            }

            Option[] without = [benchmarks, data, samples, count, k, decoding, tokens];
            if (without.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } odd)
            {
                throw new InterveneException($"evaluate: {odd.Name} goes with --model. A recipe says it in benchmarks: and evaluate:, or as an "
                    + "override, e.g. evaluate.samples=8.");
            }

            if (parsed.GetValue(recipe) is not { } path)
            {
                throw new InterveneException("evaluate: neither a recipe nor --model is given. 'intervene evaluate RECIPE --out RUN' measures the "
                    + "policies of a run, 'intervene evaluate --model DIR --benchmark NAME|FILE --out DIR' a model.");
            }

            RunCommand.Run(
                path, parsed.GetValue(quick), parsed.GetValue(overrides) ?? [], parsed.GetRequiredValue(output), parsed.GetValue(dryRun), [Verb],
                redo(parsed), progress(parsed));
            return 0;
        });
        return command;
    }

    private static Option<string[]> Many(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.OneOrMore };

    private static void Measure(
        IReadOnlyList<EvaluatedModel> models, Asked asked, string[] overrides, string output, bool dryRun, bool quick,
        IReadOnlyCollection<string> redo, RunProgress shown)
    {
        if (quick || asked.Benchmarks.Length == 0)
        {
            throw new InterveneException(quick ? "evaluate: --quick takes a recipe's small variant, and --model has no recipe. Take fewer --samples."
                : "evaluate --model: --benchmark is missing: expected a known benchmark "
                    + $"({string.Join(", ", Problems.Presets.KnownBenchmarks.All.Select(known => known.Name))}), a file of problems, or NAME=PATH.");
        }

        if (overrides.FirstOrDefault(text => text.IndexOf('=', StringComparison.Ordinal) <= 0) is { } recipe)
        {
            throw new InterveneException($"evaluate: {recipe} is a recipe and --model a model: expected one of the two. With --model, options are "
                + "overrides such as prompt.kind=plain.");
        }

        RunOptions[] options = [.. models.Select(model => OptionsYaml.Parse<RunOptions>(asked.Yaml(model.Path), "the command line", overrides))];
        foreach (var one in options)
        {
            BaseModel.Find(one);
        }

        var folder = EvaluationFolder.Open(output);
        ModelEvaluation.RequireWhole(folder, models);
        ModelEvaluation.RequireSameProblems(folder, options[0]);
        if (dryRun)
        {
            Plan(folder, models, options);
            return;
        }

        using var interruption = new Interruption();
        using var progress = shown;
        using var held = folder.Add(models);
        foreach (var (model, one) in models.Zip(options))
        {
            using var run = RunSession.Open(
                one, folder.Of(model), LocalEngine.Source, progress, ModelOracles.Of, GraderSource.Of, ModelOracles.Writer,
                FleetCompleter.OpenAsync, StageList.OfBenchmarks);
            ModelEvaluation.RunAsync(run, redo, interruption.Token).GetAwaiter().GetResult();
        }

        var tables = BenchmarkTables.All(ModelEvaluation.Collect(folder)).Where(table => table.Rows.Count > 0).ToArray();
        ReportFiles.WriteTables(tables, folder.Root);
        if (progress is not JsonProgress)
        {
            foreach (var table in tables)
            {
                Summary.Print(table);
            }

            Console.Out.WriteLine(TerminalText.OneLine($"tables written below {folder.Root}"));
        }
    }

    private static void Plan(EvaluationFolder folder, IReadOnlyList<EvaluatedModel> models, RunOptions[] options)
    {
        foreach (var (model, one) in models.Zip(options))
        {
            Console.Out.WriteLine(OptionsYaml.Write(one));
            foreach (var planned in RunSession.PlanOf(one, folder.Of(model), StageList.OfBenchmarks).Look())
            {
                Console.Out.WriteLine(TerminalText.OneLine(string.Create(
                    CultureInfo.InvariantCulture, $"# {model.Name}: {planned.Stage.Name} {planned.Status} {string.Join("; ", planned.Reasons)}")));
            }
        }
    }

    /// <summary><c>NAME=DIRECTORY</c>, or a directory whose own name is the model's.</summary>
    private static EvaluatedModel NameOf(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (name, path) = equals > 0 && ArmOptions.IsName(text[..equals]) ? (text[..equals], text[(equals + 1)..]) : ("", text);
        var isBundled = !Path.Exists(path) && Path.Exists(Bundled.Find(path)); // keeps its name wherever the program lies
        return new EvaluatedModel(name.Length > 0 ? name : NameIn(path), isBundled ? path : Path.GetFullPath(path));
    }

    /// <summary>The name that a path gives: that of its last part, with what names no folder replaced.</summary>
    private static string NameIn(string path) => string.Concat(
        Path.GetFileName(Path.TrimEndingDirectorySeparator(path)).Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_'));

    /// <summary>What the command line says of the evaluation.</summary>
    private sealed record Asked(
        string[] Benchmarks, string? Data, int? Samples, int? Count, int[] K, string? Decoding, int? MaxTokens)
    {
        private const int DefaultSamples = 32;

        /// <summary>The recipe that says the same.</summary>
        public string Yaml(string model)
        {
            var samples = Samples ?? DefaultSamples;
            var ks = K.Length > 0 ? K : [.. Enumerable.Range(0, 31).Select(power => 1 << power).TakeWhile(k => k <= samples)];
            return OptionsYaml.Write(new RunOptions
            {
                Model = model,
                Arms = [],
                Evaluate = new()
                {
                    Samples = samples,
                    K = ks.Length > 0 ? ks : [1],
                    Decoding = Decoding,
                    Data = Data is null ? null : Path.GetFullPath(Data),
                },
                Benchmarks = [.. Benchmarks.Select(BenchmarkOf)],
            });
        }

        private BenchmarkOptions BenchmarkOf(string text)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var named = equals > 0 && ArmOptions.IsName(text[..equals]);
            var isFile = !named && (File.Exists(text) || Directory.Exists(text) || !ArmOptions.IsName(text));
            return new BenchmarkOptions
            {
                Name = named ? text[..equals] : isFile ? NameIn(Path.GetFileName(Path.TrimEndingDirectorySeparator(text)).Split('.')[0]) : text,
                Path = named ? Path.GetFullPath(text[(equals + 1)..]) : isFile ? Path.GetFullPath(text) : null,
                Count = Count,
                MaxTokens = MaxTokens,
            };
        }
    }
}
