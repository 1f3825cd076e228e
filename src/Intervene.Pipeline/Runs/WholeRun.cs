namespace Intervene.Pipeline.Runs;

/// <summary>Tells whether a run's artifacts are still what its stages wrote.</summary>
public static class WholeRun
{
    private const int Shown = 5;

    /// <summary>Refuses a run that is not whole: what is read from it would be wrong in silence.</summary>
    /// <param name="paths">The run.</param>
    /// <exception cref="InterveneException">An artifact is another, see <see cref="Damage"/>.</exception>
    public static void Require(RunPaths paths)
    {
        if (Damage(paths) is { } damage)
        {
            throw new InterveneException(damage);
        }
    }

    /// <summary>Refuses a run that is not whole to readers, who need no weights: a model that was taken away is no damage to them.</summary>
    /// <param name="paths">The run.</param>
    /// <exception cref="InterveneException">An artifact is another, see <see cref="Damage"/>.</exception>
    public static void RequireReadable(RunPaths paths)
    {
        if (Find(paths, output => IsModel(output.Path) && !Directory.Exists(Path.Combine(paths.Root, output.Path))) is { } damage)
        {
            throw new InterveneException(damage);
        }
    }

    /// <summary>
    /// Which artifacts of finished stages were edited, damaged or removed, and what to do, in a sentence; null where none was. A stage that is
    /// being done anew is left out, and so is the report, which nothing reads.
    /// </summary>
    /// <param name="paths">The run.</param>
    /// <exception cref="InterveneException">The ledger cannot be read.</exception>
    public static string? Damage(RunPaths paths) => Find(paths, _ => false);

    private static bool IsModel(string path) => path.EndsWith("/model", StringComparison.Ordinal);

    private static string? Find(RunPaths paths, Predicate<ArtifactStamp> isLeftOut)
    {
        var ledger = StageLedger.Open(paths.Stages);
        var damaged = ledger.Finished.Where(stage => !ledger.IsOpen(stage.Stage))
            .SelectMany(stage => stage.Outputs.Select(output => (stage.Stage, Output: output)))
            .Where(entry => Path.Combine(paths.Root, entry.Output.Path) != paths.Report && !isLeftOut(entry.Output))
            .Where(entry => !entry.Output.Holds(paths.Root))
            .Select(entry => (entry.Stage, entry.Output.Path)).ToList();
        return damaged.Count == 0 ? null
            : $"{paths.Root}: {string.Join(", ", damaged.Take(Shown).Select(entry => entry.Path))}"
                + $"{(damaged.Count > Shown ? $" and {damaged.Count - Shown} more" : "")} {(damaged.Count == 1 ? "is" : "are")} no longer what "
                + $"the run wrote: edited, damaged or removed. Put the run's own back, or do {damaged[0].Stage} anew: "
                + $"'intervene run' with --redo {damaged[0].Stage}.";
    }
}
