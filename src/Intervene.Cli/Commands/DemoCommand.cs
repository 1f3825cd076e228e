using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene demo</c>: Algorithm 1 on the embedded model.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "A smaller run, at most two minutes on two cores." };
        var output = new Option<string>("--out", "-o") { Description = "The run directory.", DefaultValueFactory = _ => "runs/demo" };
        var oracle = new Option<string?>("--oracle")
        {
            Description = "Who corrects: reference (the default), arithmetic, rollouts, self, or file with --proposals.",
        };
        var proposals = new Option<string?>("--proposals")
        {
            Description = "The file of proposals of --oracle file, one line an attempt (docs/oracles.md).",
        };
        var overrides = new Argument<string[]>("overrides") { Description = "Options as a.b=c, e.g. seed=2.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("demo", "Run Algorithm 1 on the embedded model: InT, RL alone and distillation, measured.")
        {
            overrides, quick, oracle, proposals, output
        };
        var redo = RunCommand.Redo(command);
        var progress = RunProgress.Option(command);
        command.SetAction(parsed =>
        {
            var recipe = Bundled.Recipe("recipes/demo.yaml", parsed.GetValue(quick));
            var options = OptionsYaml.Load<RunOptions>(
                recipe, [.. Asked(parsed.GetValue(oracle), parsed.GetValue(proposals)), .. parsed.GetValue(overrides) ?? []]);
            RunCommand.Execute(options, parsed.GetValue(output)!, [], redo(parsed), progress(parsed));
            return 0;
        });
        return command;
    }

    /// <summary>The override that chooses an oracle.</summary>
    private static string[] Asked(string? oracle, string? proposals) => (oracle, proposals) switch
    {
        (null, null) => [],
        ("file", { } path) => [$"propose.oracle={{ kind: file, path: '{path.Replace("'", "''", StringComparison.Ordinal)}' }}"],
        ("file", null) => throw new InterveneException(
            "demo --oracle file: --proposals is missing; expected a file of proposals, one line an attempt ('intervene demo --help')."),
        (_, not null) => throw new InterveneException("demo: --proposals goes with --oracle file."),
        ({ } kind, null) => [$"propose.oracle={{ kind: {kind} }}"],
    };
}
