using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Recipes;
using Intervene.Remote.Graders;
using Intervene.Remote.Oracles;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene locate</c>: where oracles see the first error of labelled attempts, and how often they are right.</summary>
internal static class LocateCommand
{
    private const int ShownFaults = 20;

    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var oracle = new Option<string>("--oracle")
        {
            Description = "Which oracles to ask, by kind, with commas between them, e.g. arithmetic,reference.",
            Required = true,
        };
        var input = new Option<FileInfo>("--in")
        {
            Description =
                "JSON lines in ProcessBench's fields: id, problem, steps, label (0-based, -1 for none), and where known answer, solution, " +
                "correction, "
                + "generator.",
            Required = true,
        };
        var output = new Option<FileInfo>("--out")
        {
            Description = "Where the lines go, one a row and oracle: id, oracle, location (from 1, null for none), content, reason.",
            Required = true,
        };
        var recipe = new Option<string?>("--recipe")
        {
            Description = "A recipe whose propose.oracle sets the oracles' options; kinds that it does not name have their defaults.",
        };
        var assumeWrong = new Option<bool>("--assume-wrong") { Description = "Ask as the pipeline does: the final answer is known to be wrong." };
        var command = new Command("locate", "Ask oracles for the first error of labelled attempts, and compare them with the labels.")
        {
            oracle, input, output, recipe, assumeWrong,
        };
        command.SetAction(parsed =>
        {
            Run(parsed.GetRequiredValue(oracle), parsed.GetRequiredValue(input).FullName, parsed.GetRequiredValue(output).FullName,
                parsed.GetValue(recipe), parsed.GetValue(assumeWrong));
            return 0;
        });
        return command;
    }

    private static void Run(string kinds, string input, string output, string? recipe, bool assumeWrong)
    {
        if (string.Equals(Resolved(input), Resolved(output), StringComparison.Ordinal))
        {
            throw new InterveneException($"--in and --out are the same file, {input}; the rows would be lost. Choose another --out.");
        }

        var options = recipe is null ? new RunOptions() : OptionsYaml.Load<RunOptions>(Bundled.Recipe(recipe, quick: false), []);
        using var interruption = new Interruption();
        using var policy = new PolicyPrefixes(options, LocalEngine.Source, GraderSource.Of);
        using var oracles = OracleSet.Of(
            kinds, options.Propose.Oracle, recipe is null ? null : policy.Sampler,
            model => ModelOracles.Of(model, null, recipe is null ? null : policy.Policy));
        var run = LocateFile.RunAsync(oracles.All, input, output, assumeWrong, interruption.Token).GetAwaiter().GetResult();
        foreach (var fault in run.Faults.Take(ShownFaults))
        {
            Console.Error.WriteLine(fault);
        }

        LocateTable.Print(Console.Out, oracles.All, run, output);
    }

    private static string Resolved(string path) => File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target
        ? target.FullName : path;
}
