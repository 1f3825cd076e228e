using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Stages;
using Intervene.Remote.Fleets;
using Intervene.Remote.Graders;
using Intervene.Remote.Oracles;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene run RECIPE --out DIR</c> and one verb a stage: the same options, the same directory.</summary>
internal static class RunCommand
{
    public static IEnumerable<Command> Create()
    {
        yield return Create("run", "Run all stages of a recipe; on an existing directory, do what is not done.", []);
        foreach (var (verb, description) in StageList.Verbs)
        {
            yield return verb == EvaluateCommand.Verb ? EvaluateCommand.Create(description) : Create(verb, description, [verb]);
        }
    }

    private static Command Create(string verb, string description, IReadOnlyCollection<string> verbs)
    {
        var isReport = verb == ReportStage.Name;
        var recipe = new Argument<string>("recipe")
        {
            Description = isReport
                ? "The recipe, a YAML file; or a run directory alone, also while it is being worked in."
                : "The recipe, a YAML file.",
        };
        var overrides = new Argument<string[]>("overrides") { Description = "Options as a.b=c, e.g. rl.steps=10.", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string>("--out", "-o") { Description = "The run directory.", Required = !isReport };
        var quick = new Option<bool>("--quick") { Description = "Take the recipe's small variant, the file of that name with -quick." };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Print the resolved options, the batch arithmetic, the data counts and the plan of stages; do nothing.",
        };
        var command = new Command(verb, description) { recipe, overrides, output, quick, dryRun };
        var redo = Redo(command);
        var progress = RunProgress.Option(command);
        var export = verb == ProposalExport.Verb ? ProposalExport.Add(command) : null;
        command.SetAction(parsed =>
        {
            if (isReport && parsed.GetValue(output) is null)
            {
                RunReport.Write(parsed.GetRequiredValue(recipe), parsed.GetValue(overrides) ?? []);
                return 0;
            }

            Run(
                parsed.GetRequiredValue(recipe), parsed.GetValue(quick), parsed.GetValue(overrides) ?? [], parsed.GetRequiredValue(output),
                parsed.GetValue(dryRun), verbs, redo(parsed), progress(parsed),
                export is null ? null : options => export(parsed, options, parsed.GetRequiredValue(output)));
            return 0;
        });
        return command;
    }

    /// <summary>Reads a recipe and does with it what a command line asks for.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="quick">Whether its small variant is meant.</param>
    /// <param name="overrides">Options as <c>a.b=c</c>.</param>
    /// <param name="directory">The run directory.</param>
    /// <param name="dryRun">Whether it is only printed.</param>
    /// <param name="verbs">The verbs whose stages are run; empty for all.</param>
    /// <param name="redo">Stages that may be done anew.</param>
    /// <param name="shown">What is shown meanwhile.</param>
    /// <param name="instead">Does something else with the recipe and says so; null for nothing.</param>
    public static void Run(
        string recipe, bool quick, string[] overrides, string directory, bool dryRun, IReadOnlyCollection<string> verbs,
        IReadOnlyCollection<string> redo, RunProgress shown, Func<RunOptions, bool>? instead = null)
    {
        var options = OptionsYaml.Load<RunOptions>(Bundled.Recipe(recipe, quick), overrides);
        if (dryRun)
        {
            DryRun.Print(options, directory);
        }
        else if (instead?.Invoke(options) != true)
        {
            Execute(options, directory, verbs, redo, shown);
        }
    }

    /// <summary>Adds the options that allow work to be done anew.</summary>
    public static Func<ParseResult, IReadOnlyCollection<string>> Redo(Command command)
    {
        var redo = new Option<string[]>("--redo")
        {
            Description = "Do a stage anew though that throws long or paid work away, and all that reads it; 'all' for every one that is stale.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var overwrite = new Option<bool>("--overwrite") { Description = "The same as --redo all. What is up to date is never deleted." };
        command.Options.Add(redo);
        command.Options.Add(overwrite);
        return parsed => parsed.GetValue(overwrite) ? [StageRunner.All] : parsed.GetValue(redo) ?? [];
    }

    /// <summary>Opens the run and runs stages in it; where all were asked for, prints what the run measured.</summary>
    public static void Execute(
        RunOptions options, string directory, IReadOnlyCollection<string> verbs, IReadOnlyCollection<string> redo, RunProgress shown)
    {
        using var interruption = new Interruption();
        using var progress = shown;
        using var run = RunSession.Open(
            options, directory, LocalEngine.Source, progress, ModelOracles.Of, GraderSource.Of, ModelOracles.Writer, FleetCompleter.OpenAsync);
        if (verbs.Count == 0 && run.Plan.Look().Any(stage => stage.IsWork))
        {
            SayNeeds(run, progress);
        }

        new StageRunner(run).RunAsync(verbs, redo, interruption.Token).GetAwaiter().GetResult();
        if (verbs.Count == 0 && progress is not JsonProgress)
        {
            Summary.Print(ReportStage.Collect(run), run.Paths.Report);
        }
    }

    /// <summary>Tells memory and disk before the work.</summary>
    private static void SayNeeds(RunSession run, RunProgress progress)
    {
        const int question = 100; // tokens, about
        foreach (var line in RunNeeds.Of(run.Options, run.Config, run.Prompts.Encode("").Length + question).Lines(run.Paths.Root))
        {
            progress.Said(null, line);
        }
    }
}
