using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;
using Intervene.Reports;
using Intervene.Reports.Content;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene compare RUN RUN… --out DIR</c>: runs of one recipe under several seeds, with their spread.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var runs = new Argument<string[]>("runs")
        {
            Description = "Run directories of the same options and different seeds.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--out", "-o") { Description = "The folder for the page, the figures and the tables.", Required = true };
        var command = new Command("compare", "Compare runs of one recipe under several seeds: means and spread.") { runs, output };
        command.SetAction(parsed =>
        {
            var directory = parsed.GetRequiredValue(output);
            ComparisonReport.RequireOwn(directory);
            var compared = Read(parsed.GetRequiredValue(runs));
            Summary.Print(ComparisonReport.Summary(compared), ComparisonReport.Write(compared, directory));
            return 0;
        });
        return command;
    }

    private static List<ComparedRun> Read(string[] directories)
    {
        var paths = directories.Select(directory => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)))
            .Distinct(StringComparer.Ordinal).Select(directory => new RunPaths(directory)).ToList();
        if (paths.Count < 2)
        {
            throw new InterveneException(
                $"compare: {paths.Count} run directory was named; expected at least two, of the same options and different seeds.");
        }

        foreach (var other in paths)
        {
            WholeRun.Require(other);
            RunComparison.RequireSameButSeed(paths[0], other);
        }

        List<ComparedRun> compared = [.. paths.Select(Read)];
        if (compared.Index().GroupBy(run => run.Item.Seed).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InterveneException($"compare: {string.Join(" and ", twice.Select(run => paths[run.Index].Root))} have the same seed, "
                + $"{twice.Key}: their mean and spread say nothing. Expected runs of different seeds.");
        }

        return compared;
    }

    private static ComparedRun Read(RunPaths paths)
    {
        var options = OptionsYaml.Load<RunOptions>(paths.Options, []);
        var curves = RunCurves.PassAtK(paths, options);
        if (curves.Count > 0 && !StageLedger.Open(paths.Stages).Finished.Any(stage => stage.Stage.StartsWith("evaluate/", StringComparison.Ordinal)))
        {
            throw new InterveneException($"{paths.Root}: {Path.GetFileName(paths.Stages)} does not know how its evaluations were made: the "
                + "ledger was lost or cut. Put it back, or make the run anew.");
        }

        return curves.Count > 0
            ? new ComparedRun(Path.GetFileName(paths.Root), options.Seed, curves, RunCurves.Training(paths, options))
            : throw new InterveneException(
                $"{paths.Root}: nothing has been evaluated there. Run 'intervene run' with its recipe and --out to its end first.");
    }
}
