namespace Intervene.Torch.Training;

/// <summary>Which checkpoints stay.</summary>
/// <param name="Every">Steps between two regular checkpoints.</param>
/// <param name="Last">The last ones stay, this many.</param>
internal sealed record KeptCheckpoints(int Every, int Last)
{
    /// <summary>
    /// The last regular ones and the newest, and the best. One that an interruption wrote between two regular ones goes when a newer one is there, so
    /// that an interrupted run ends with the checkpoints of an uninterrupted one.
    /// </summary>
    /// <param name="steps">The steps that have a checkpoint.</param>
    /// <param name="best">The step of the best one; null for none.</param>
    public IEnumerable<int> Of(IReadOnlyList<int> steps, int? best)
    {
        var newest = steps.DefaultIfEmpty(0).Max();
        return steps.Where(step => step % Every == 0 || step == newest).Order().TakeLast(Last).Concat(steps.Where(step => step == best)).Distinct();
    }
}
