namespace Intervene.Statistics;

/// <summary>Holm's step-down correction: the chance of one false finding among all comparisons of a family stays below the level.</summary>
public static class Holm
{
    /// <summary>The corrected p-values, in the order of those given.</summary>
    /// <param name="pValues">The p-values of one family; NaN marks a comparison that was not tested: it stays NaN and does not count.</param>
    /// <remarks>Holm (1979), Scandinavian Journal of Statistics 6, 65–70; as R's <c>p.adjust(p, "holm")</c>.</remarks>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = Enumerable.Repeat(double.NaN, pValues.Count).ToArray();
        int[] tested = [.. Enumerable.Range(0, pValues.Count).Where(i => !double.IsNaN(pValues[i])).OrderBy(i => pValues[i])];
        var least = 0.0;
        foreach (var (rank, i) in tested.Index())
        {
            least = Math.Max(least, Math.Min(1, pValues[i] * (tested.Length - rank)));
            adjusted[i] = least;
        }

        return adjusted;
    }
}
