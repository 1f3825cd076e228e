using System.Globalization;
using Intervene.Files;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>What of a run is not finished, for readers of its report.</summary>
internal static class RunProgressFacts
{
    /// <summary>The stages that were begun, are to do or have lost what they wrote, in their order.</summary>
    public static IReadOnlyList<ReportFact> Of(RunView run) =>
    [
        .. StageList.Of(run.Options).Where(stage => stage.Verb != ReportStage.Name && !stage.IsLeftOut(run.Ledger))
            .Select(stage => State(run, stage) is { } state ? new ReportFact(stage.Name, state) : null).OfType<ReportFact>(),
    ];

    private static string? State(RunView run, Stage stage)
    {
        if (run.Ledger.IsOpen(stage.Name))
        {
            return "under way" + Records(run, stage);
        }

        if (run.Ledger.Find(stage.Name) is not { } done)
        {
            return "to do";
        }

        // What the report reads; a model need not be here.
        var missing = done.Outputs.Select(output => output.Path)
            .Where(path => Path.GetExtension(path) is ".jsonl" or ".json" && !File.Exists(Path.Combine(run.Paths.Root, path))).ToArray();
        return missing.Length == 0 ? null : $"finished, but {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} not there";
    }

    /// <summary>How many records its journals hold.</summary>
    private static string Records(RunView run, Stage stage)
    {
        var records = stage.Writes.Where(artifact => artifact.EndsWith(".jsonl", StringComparison.Ordinal))
            .Sum(artifact => Count(Path.Combine(run.Paths.Root, artifact)));
        return records == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {records:#,0} records so far");
    }

    private static long Count(string path) => JsonLines.Count(File.Exists(path) ? path : path + ".partial");
}
