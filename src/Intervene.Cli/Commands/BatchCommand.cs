using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Remote.Batches;
using Intervene.Remote.Oracles;

namespace Intervene.Cli.Commands;

/// <summary>
/// <c>intervene batch write</c> and <c>intervene batch read</c>: a run's questions to a language model as a vendor's batch, at half the price.
/// </summary>
internal static class BatchCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create() =>
        new("batch", "Ask a language model by batch files: write them, send them to the vendor, read the results, then run propose.")
        {
            Write(), Read()
        };

    private static Command Write()
    {
        var run = new Argument<string>("RUN") { Description = "A run directory, after split." };
        var command = new Command("write",
            "Write the requests that have no reply yet; what was written before and waits is not written again.") { run };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            var paths = new RunPaths(parsed.GetRequiredValue(run));
            WholeRun.Require(paths);
            foreach (var options in Models(paths))
            {
                var folder = OracleFolder.Of(paths.Root, options);
                using var oracle = ModelOracles.Of(options, folder, null);
                var (files, waiting) = OracleBatch.WriteAsync(oracle, folder, WrongAttempts.Of(paths), interruption.Token).GetAwaiter().GetResult();
                Console.WriteLine(
                    $"{oracle.Name}: {waiting} attempts wait for a reply; {(files.Count == 0 ? "nothing new to write" : "written " + string.Join(", ", files))}");
            }

            return 0;
        });
        return command;
    }

    private static Command Read()
    {
        var run = new Argument<string>("RUN") { Description = "The run directory." };
        var files = new Argument<string[]>("FILES")
        {
            Description = "Result and error files as the vendor gives them.",
            Arity = ArgumentArity.OneOrMore
        };
        var command = new Command("read", "Read results in any order; a file may be read again.") { run, files };
        command.SetAction(parsed =>
        {
            var paths = new RunPaths(parsed.GetRequiredValue(run));
            foreach (var options in Models(paths))
            {
                var folder = OracleFolder.Of(paths.Root, options);
                using var oracle = ModelOracles.Of(options, folder, null);
                var reading = OracleBatch.Read(oracle, folder, parsed.GetRequiredValue(files));
                Console.WriteLine($"{oracle.Name}: {reading.Kept} replies kept, {reading.Known} known, {reading.Failed.Values.Sum()} without a reply"
                    + $"{(reading.Failed.Count > 0 ? $" ({string.Join(", ", reading.Failed.Select(pair => $"{pair.Key}: {pair.Value}"))})" : "")}, "
                    + $"{reading.Unreadable} unreadable, {reading.Strange} of other requests, {reading.Missing} still missing");
            }

            return 0;
        });
        return command;
    }

    private static IReadOnlyList<ModelOracleOptions> Models(RunPaths paths)
    {
        ModelOracleOptions[] models = [.. OptionsYaml.Load<RunOptions>(paths.Options, []).Propose.Oracle.OfType<ModelOracleOptions>()
            .Where(model => model is LlmOracleOptions or SelfOracleOptions { Endpoint: not null })];
        return models.Length > 0 ? models
            : throw new InterveneException(
                $"{paths.Options}: propose.oracle asks no language model behind an endpoint; batches are for llm, and for self with an endpoint.");
    }
}
