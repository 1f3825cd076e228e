using System.Text.RegularExpressions;
using Intervene.Files;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>Which stages of a run are done, stale, damaged or to do, from the keys in the ledger.</summary>
/// <param name="stages">All stages of the recipe, in order.</param>
/// <param name="options">The recipe's options by path.</param>
/// <param name="inputs">The hashes of the run's inputs.</param>
/// <param name="ledger">What was done before.</param>
/// <param name="root">The run directory.</param>
public sealed partial class StagePlan(
    IReadOnlyList<Stage> stages, StageOptions options, IReadOnlyList<RunInput> inputs, StageLedger ledger, string root)
{
    /// <summary>The stages of the recipe, in order.</summary>
    public IReadOnlyList<Stage> Stages => stages;

    /// <summary>Where every stage stands.</summary>
    public IReadOnlyList<PlannedStage> Look()
    {
        var planned = new List<PlannedStage>();
        foreach (var stage in stages)
        {
            planned.Add(Look(stage, planned));
        }

        return planned;
    }

    /// <summary>The record that a stage is begun under now: its key, options and inputs.</summary>
    /// <param name="stage">The stage; those whose artifacts it reads have finished.</param>
    public StageRecord Begin(Stage stage)
    {
        var chosen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, value) in options.Under(stage.Options, stage.Ignored).Concat(stage.Engine))
        {
            chosen.Add(path, value);
        }

        var read = Inputs(stage);
        return new StageRecord { Stage = stage.Name, Key = KeyOf(chosen, read), Finished = false, Options = chosen, Inputs = read };
    }

    private PlannedStage Look(Stage stage, List<PlannedStage> before)
    {
        if (stage.IsLeftOut(ledger))
        {
            return new PlannedStage(stage, StageStatus.LeftOut, [], 0);
        }

        var anew = before.Where(other => other.IsWork && other.Stage.Writes.Intersect(stage.Reads, StringComparer.Ordinal).Any())
            .Select(other => other.Stage.Name).ToArray();
        if (ledger.Find(stage.Name) is not { } last)
        {
            var begun = anew.Length == 0 && ledger.IsBegun(stage.Name, Begin(stage).Key);
            return Unknown(stage) is { Length: > 0 } unknown
                ? new PlannedStage(stage, StageStatus.Damaged, unknown, 0)
                : new PlannedStage(stage, begun ? StageStatus.Begun : StageStatus.ToDo, [], 0);
        }

        if (anew.Length > 0)
        {
            return new PlannedStage(stage, StageStatus.Stale, [$"reads what {string.Join(" and ", anew)} will make"], last.Seconds);
        }

        var now = Begin(stage);
        if (now.Key != last.Key)
        {
            return ledger.IsBegun(stage.Name, now.Key)
                ? new PlannedStage(stage, StageStatus.Begun, [], 0)
                : new PlannedStage(stage, StageStatus.Stale,
                    [.. Differences(last.Options, now.Options), .. Differences(last.Inputs, now.Inputs).Select(Shortened)], last.Seconds);
        }

        var damaged = last.Outputs.Where(output => !output.Holds(root)).Select(output => output.Path).ToArray();
        return damaged.Length == 0
            ? new PlannedStage(stage, StageStatus.Done, [], 0)
            : new PlannedStage(stage, StageStatus.Damaged, [.. damaged.Select(path => $"{path} is not as {stage.Name} left it")], last.Seconds);
    }

    /// <summary>What stands where a stage writes though the ledger has never heard of it: a ledger that was lost or cut, or a user's file.</summary>
    private string[] Unknown(Stage stage) => stage.Verb == ReportStage.Name || ledger.Knows(stage.Name) ? [] :
    [
        .. stage.Writes.Where(path => File.Exists(Path.Combine(root, path)) || HasContent(Path.Combine(root, path)))
            .Select(path => $"{path} is there, and {Path.GetFileName(new RunPaths(root).Stages)} does not know that {stage.Name} made it"),
    ];

    private static bool HasContent(string folder) => IoFault.Guard(
        folder, "read", () => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());

    private SortedDictionary<string, string> Inputs(Stage stage)
    {
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in inputs.Where(input => input.Name == RunInput.Model ? stage.ReadsModel
            : input.IsOracle ? stage.Asks.Any(asked => asked.Input == input.Name)
            : input.BenchmarkName is { } benchmark ? stage.ReadsBenchmarks || stage.Benchmark == benchmark : stage.ReadsSources))
        {
            read[input.Name] = input.Sha256;
        }

        foreach (var artifact in stage.Reads)
        {
            var producer = stages.First(other => other.Writes.Contains(artifact));
            read[artifact] = ledger.Find(producer.Name)?.Outputs.FirstOrDefault(output => output.Path == artifact)?.Sha256 ?? "missing";
        }

        return read;
    }

    private static string KeyOf(IReadOnlyDictionary<string, string> options, IReadOnlyDictionary<string, string> inputs) =>
        Sha256.OfText(string.Concat(options.Concat(inputs).Select(entry => $"{entry.Key}={entry.Value}\n")));

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
        then.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Where(path => then.GetValueOrDefault(path) != now.GetValueOrDefault(path))
            .Select(path => $"{path}: {then.GetValueOrDefault(path) ?? "not set"} then, {now.GetValueOrDefault(path) ?? "not set"} now");

    /// <summary>Hashes are told by their first digits.</summary>
    private static string Shortened(string difference) => Hash().Replace(difference, "$1…");

    [GeneratedRegex("([0-9a-f]{12})[0-9a-f]{52}")]
    private static partial Regex Hash();
}
