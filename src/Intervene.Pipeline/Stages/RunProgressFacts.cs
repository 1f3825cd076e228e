using System.Globalization;
using Intervene.Files;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>What of a run is not finished, for readers of its report.</summary>
internal static class RunProgressFacts
{
    /// <summary>The stages that were begun or are to do, in their order; none of a finished run. The report itself is left out.</summary>
    public static IReadOnlyList<ReportFact> Of(RunView run) =>
    [
        .. StageList.Of(run.Options).Where(stage => stage.Verb != ReportStage.Name && !stage.IsLeftOut(run.Ledger))
            .Where(stage => run.Ledger.IsOpen(stage.Name) || run.Ledger.Find(stage.Name) is null)
            .Select(stage => new ReportFact(stage.Name, run.Ledger.IsOpen(stage.Name) ? "under way" + Records(run, stage) : "to do")),
    ];

    /// <summary>How many records its journals hold.</summary>
    private static string Records(RunView run, Stage stage)
    {
        var records = stage.Writes.Where(artifact => artifact.EndsWith(".jsonl", StringComparison.Ordinal))
            .Sum(artifact => Count(Path.Combine(run.Paths.Root, artifact)));
        return records == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {records:#,0} records so far");
    }

    private static long Count(string path) => JsonLines.Count(File.Exists(path) ? path : path + ".partial");
}
