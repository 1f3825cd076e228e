using System.Diagnostics;
using Intervene.Files;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>Runs stages of a run: what is done is left as it is, what is stale is done anew, what was begun goes on.</summary>
/// <param name="run">The run.</param>
public sealed class StageRunner(RunSession run)
{
    /// <summary>Work of this many seconds is not thrown away unasked.</summary>
    public const double CheapSeconds = 60;

    /// <summary>Every stage may be done anew.</summary>
    public const string All = "all";

    /// <summary>Runs the stages of some verbs, all for an empty list, in order.</summary>
    /// <param name="verbs">The verbs.</param>
    /// <param name="redo">Stages or verbs that may be done anew though that throws long or paid work away, with all that reads them;
    /// <see cref="All"/> for every one.</param>
    /// <param name="cancellation">Ends the work between two records.</param>
    /// <exception cref="InterveneException">
    /// An earlier stage is missing or stale, an artifact was edited or damaged, or a stale stage's work is too dear to redo unasked: one message with
    /// the remedies.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled; what was recorded is kept.</exception>
    public async Task RunAsync(IReadOnlyCollection<string> verbs, IReadOnlyCollection<string> redo, CancellationToken cancellation)
    {
        var planned = run.Plan.Look();
        var wanted = planned.Where(stage => verbs.Count == 0 || verbs.Contains(stage.Stage.Verb)).ToList();
        if (wanted.Count == 0)
        {
            throw new InterveneException(
                $"The recipe has nothing for '{string.Join(", ", verbs)}' to do: it has no {WarmUpStage.Name.Replace('-', '_')}. Give it one, or run "
                    + $"another stage.");
        }

        if (wanted.All(stage => stage.Stage.Verb == ReportStage.Name))
        {
            WholeRun.Require(run.Paths);
        }

        RequireEarlier(planned, wanted);
        RequireEngines(wanted);
        RequireConsent(planned, wanted, redo);
        AskedOracle[] asked = [.. wanted.Where(stage => stage.IsWork).SelectMany(stage => stage.Stage.Asks).DistinctBy(one => one.Input)];
        OracleKeys.Require(asked);
        OwnPrograms.Require(asked, verifier: null); // a verifier is started before a stage samples
        AskedOracle.RequirePrompts(asked);

        run.Adopt();
        foreach (var planning in wanted)
        {
            cancellation.ThrowIfCancellationRequested();
            await RunAsync(planning.Stage, cancellation).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(Stage stage, CancellationToken cancellation)
    {
        if (stage.IsLeftOut(run.Ledger))
        {
            if (stage.Verb == "sft")
            {
                run.Observer.Said(stage.Name, LeftOut(stage));
            }

            return;
        }

        var now = run.Plan.Begin(stage);
        var last = run.Ledger.Find(stage.Name);
        if (last?.Key == now.Key && last.Outputs.All(output => output.Holds(run.Paths.Root)))
        {
            run.Observer.Skipped(stage.Name, last.Seconds);
            return;
        }

        var before = last?.Key != now.Key ? run.Ledger.SecondsOf(stage.Name, now.Key) : 0;
        if (last is not null && last.Key == now.Key || !run.Ledger.IsBegun(stage.Name, now.Key))
        {
            Clear(stage);
            run.Ledger.Append(now);
        }

        var watch = Stopwatch.StartNew();
        run.Observer.Progressed(new StageProgress(stage.Name, 0, 0, ""));
        IReadOnlyDictionary<string, long> counts;
        try
        {
            counts = await stage.Run(new StageContext(run, stage.Name, cancellation)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            run.Ledger.Append(now with { Seconds = before + watch.Elapsed.TotalSeconds });
            throw;
        }

        run.Ledger.Append(now with
        {
            Finished = true,
            Seconds = before + watch.Elapsed.TotalSeconds,
            Counts = counts,
            Outputs = [.. stage.Writes.Select(path => Path.Combine(run.Paths.Root, path))
                .Where(Exists).Select(path => ArtifactStamp.Of(run.Paths.Root, path))],
        });
        run.Observer.Finished(stage.Name, watch.Elapsed);
    }

    /// <summary>Removes what a stage wrote under another key: its artifacts, and below its folders the files of its own names.</summary>
    private void Clear(Stage stage)
    {
        foreach (var path in stage.Writes.Concat(stage.Scratch))
        {
            var full = Path.Combine(run.Paths.Root, path);
            var kept = OwnFiles.Delete(full, name => RunFiles.IsWritten($"{path}/{name}"));
            if (kept.Count > 0)
            {
                run.Observer.Said(
                    stage.Name,
                    $"{path} holds files that no stage wrote, and they stay: "
                        + $"{string.Join(", ", kept.Take(3))}{(kept.Count > 3 ? $" and {kept.Count - 3} more" : "")}");
            }

            if (File.Exists(full))
            {
                IoFault.Guard(full, "delete", () => File.Delete(full));
            }
        }
    }

    /// <summary>Refuses to work on a stage whose predecessors are not done.</summary>
    private void RequireEarlier(IReadOnlyList<PlannedStage> planned, List<PlannedStage> wanted)
    {
        foreach (var stage in wanted.Where(stage => stage.Stage.Verb != ReportStage.Name))
        {
            var missing = planned.FirstOrDefault(
                other => other.IsWork && !wanted.Contains(other) && other.Stage.Writes.Intersect(stage.Stage.Reads, StringComparer.Ordinal).Any());
            if (missing is not null)
            {
                var why = missing.Status is StageStatus.ToDo or StageStatus.Begun
                    ? "has not finished there" : $"is not up to date there ({string.Join("; ", missing.Reasons)})";
                throw new InterveneException(
                    $"{run.Paths.Root}: the stage '{missing.Stage.Name}' {why}. Run 'intervene {missing.Stage.Verb}' with the same recipe and "
                        + $"--out first, or 'intervene run' for all stages.");
            }
        }
    }

    /// <summary>Refuses stages whose engine cannot sample what they sample, before the first of them works.</summary>
    private static void RequireEngines(List<PlannedStage> wanted)
    {
        var refused = wanted.Where(stage => stage is { IsWork: true, Stage.Refusal: not null }).ToList();
        if (refused.Count > 0)
        {
            throw new InterveneException(string.Join("\n", refused.Select(stage => $"{stage.Stage.Name}: {stage.Stage.Refusal}")));
        }
    }

    /// <summary>Refuses to throw dear work away, or artifacts that somebody edited, unless the command names the stage.</summary>
    private void RequireConsent(IReadOnlyList<PlannedStage> planned, List<PlannedStage> wanted, IReadOnlyCollection<string> redo)
    {
        var allowed = planned.Where(stage => redo.Contains(All) || redo.Contains(stage.Stage.Name) || redo.Contains(stage.Stage.Verb))
            .Select(stage => stage.Stage).ToList();
        if (redo.FirstOrDefault(name => name != All && !planned.Any(stage => stage.Stage.Name == name || stage.Stage.Verb == name)) is { } unknown)
        {
            throw new InterveneException(
                $"--redo {unknown}: there is no such stage. There are {string.Join(", ", planned.Select(stage => stage.Stage.Name))}, and {All}.");
        }

        foreach (var stage in planned)
        {
            if (!allowed.Contains(stage.Stage) && allowed.Any(other => other.Writes.Intersect(stage.Stage.Reads, StringComparer.Ordinal).Any()))
            {
                allowed.Add(stage.Stage);
            }
        }

        var again = wanted.Where(stage => stage.Status is StageStatus.Stale or StageStatus.Damaged).ToList();
        var refused = again.Where(
            stage => !allowed.Contains(stage.Stage) && (stage.Status == StageStatus.Damaged || stage.SecondsLost > CheapSeconds)).ToList();
        if (refused.Count > 0)
        {
            throw new InterveneException(
                $"{run.Paths.Root}: going on would do stages anew whose work is there:\n"
                + string.Concat(again.Select(stage => $"  {stage.Stage.Name} ({stage.SecondsLost:F0} s): {string.Join("; ", stage.Reasons)}\n"))
                + $"Say --redo {refused[0].Stage.Name} to do {(refused.Count == 1 ? "it" : "them")} anew, "
                + (refused.Any(stage => stage.Status == StageStatus.Damaged) ? "put the run's own files back" : "go back to the options it has")
                + ", or give the new run another directory.");
        }

        foreach (var stage in again)
        {
            run.Observer.Said(null, $"{stage.Stage.Name} is done anew: {string.Join("; ", stage.Reasons)}");
        }
    }

    private string LeftOut(Stage stage)
    {
        var arm = run.Options.Arms.FirstOrDefault(arm => stage.Name == SftStage.NameOf(arm));
        if (arm is not null && SolutionsStage.IsFor(arm))
        {
            var written = run.Ledger.Find(SolutionsStage.NameOf(arm))?.Counts ?? new Dictionary<string, long>();
            return $"there is nothing to train on, and the arm is left out: of {written.GetValueOrDefault("asked")} problems "
                + $"{written.GetValueOrDefault("refused")} got no text, and {written.GetValueOrDefault("right")} got a right one.";
        }

        var filter = run.Ledger.Find(FunnelStage.Name)?.Counts ?? new Dictionary<string, long>();
        return $"there is nothing to train on, and the arm is left out: {filter.GetValueOrDefault("interventions")} interventions were sampled from, "
            + $"{filter.GetValueOrDefault("working")} led to a correct rollout, {filter.GetValueOrDefault("kept")} were kept.";
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
