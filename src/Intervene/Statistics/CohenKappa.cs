namespace Intervene.Statistics;

/// <summary>How far two judges agree beyond what chance would give them.</summary>
public static class CohenKappa
{
    /// <summary>κ = (p − e) / (1 − e) for the share p of equal judgements and the share e expected from the judges' own frequencies.</summary>
    /// <param name="first">The first judge's category of each case.</param>
    /// <param name="second">The second judge's category of each case.</param>
    /// <returns>1 for full agreement, 0 for chance; NaN without cases, 1 where both give one category throughout.</returns>
    /// <remarks>Cohen (1960), doi:10.1177/001316446002000104.</remarks>
    public static double Of<T>(IReadOnlyList<T> first, IReadOnlyList<T> second)
        where T : notnull
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count);
        if (first.Count == 0)
        {
            return double.NaN;
        }

        double n = first.Count;
        var agreed = first.Zip(second).Count(pair => pair.First.Equals(pair.Second)) / n;
        var counts = second.GroupBy(category => category).ToDictionary(group => group.Key, group => group.Count());
        var expected = first.GroupBy(category => category).Sum(group => group.Count() / n * (counts.GetValueOrDefault(group.Key) / n));
        return expected >= 1 ? 1 : (agreed - expected) / (1 - expected);
    }
}
