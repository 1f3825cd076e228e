using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Pipeline.Analyses;
using Intervene.Pipeline.Runs;
using Spectre.Console;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene show</c>: one attempt, its intervention and a guided continuation side by side.</summary>
internal static class ShowCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A run directory, after propose." };
        var id = new Argument<string>("ID") { Description = "An attempt, problem/sample, or one of its interventions, problem/sample/number." };
        var width = new Option<int?>("--width") { Description = "Columns of the terminal; its own width where it is left out." };
        var round = new Option<string?>("--round")
        {
            Description = "A later round of an arm, arm/round, e.g. int/2; the first where it is left out.",
        };
        var command = new Command("show", "Show an attempt beside its intervention and how the model went on from it.") { run, id, width, round };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(width) is { } columns)
            {
                AnsiConsole.Profile.Width = columns >= 20 ? columns : throw new InterveneException($"--width is {columns}; expected at least 20.");
            }

            var paths = new RunPaths(parsed.GetRequiredValue(run));
            var own = parsed.GetValue(round) is { } later ? paths.In(ArmRound.Parse(later)) : paths;
            foreach (var view in AttemptViews.Of(own, parsed.GetRequiredValue(id)))
            {
                RenderedAttempt.Write(view, AnsiConsole.Console);
            }

            return 0;
        });
        return command;
    }
}
