using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Cli.Stages;
using Intervene.Options;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene run RECIPE --out DIR</c> and one verb a stage: the same options, the same directory.</summary>
internal static class RunCommand
{
    public static IEnumerable<Command> Create()
    {
        yield return Create("run", "Run all stages of a recipe; on an existing directory, go on where it stopped.", session =>
            Summary.Print(Pipeline.RunAll(session), session.Paths.Report));
        foreach (var (verb, description, run) in Pipeline.Stages)
        {
            yield return Create(verb, description, run);
        }
    }

    private static Command Create(string verb, string description, Action<RunSession> run)
    {
        var recipe = new Argument<string>("recipe") { Description = "The recipe, a YAML file." };
        var overrides = new Argument<string[]>("overrides") { Description = "Options as a.b=c, e.g. rl.steps=10.", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string>("--out", "-o") { Description = "The run directory.", Required = true };
        var quick = new Option<bool>("--quick") { Description = "Take the recipe's small variant, the file of that name with -quick." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the resolved options, the batch arithmetic and the data counts; train nothing." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Delete the artifacts of an existing run that has other options." };
        var command = new Command(verb, description) { recipe, overrides, output, quick, dryRun, overwrite };
        command.SetAction(parsed =>
        {
            var options = OptionsYaml.Load<RunOptions>(Bundled.Recipe(parsed.GetRequiredValue(recipe), parsed.GetValue(quick)), parsed.GetValue(overrides) ?? []);
            if (parsed.GetValue(dryRun))
            {
                DryRun.Print(options);
                return 0;
            }

            Execute(options, parsed.GetRequiredValue(output), parsed.GetValue(overwrite), run);
            return 0;
        });
        return command;
    }

    /// <summary>Opens the run and runs stages in it.</summary>
    public static void Execute(RunOptions options, string directory, bool overwrite, Action<RunSession> run)
    {
        using var session = RunSession.Open(options, directory, overwrite);
        run(session);
    }
}
