namespace Intervene.Statistics;

/// <summary>Means of values that come in clusters, such as samples of the same problem.</summary>
public static class ClusteredMean
{
    /// <summary>The cluster-robust standard error of the mean of all values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="clusters">The cluster of each value.</param>
    /// <param name="smallSample">Whether to scale the variance by G/(G−1) for G clusters.</param>
    /// <remarks>Liang and Zeger (1986): the root of Σ over clusters (Σ residuals)², divided by the number of values.</remarks>
    public static double StandardError(IReadOnlyList<double> values, IReadOnlyList<int> clusters, bool smallSample = false)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(clusters.Count, values.Count);
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        var mean = values.Average();
        var sums = values.Zip(clusters).GroupBy(pair => pair.Second).Select(group => group.Sum(pair => pair.First - mean)).ToArray();
        var variance = sums.Sum(sum => sum * sum);
        return Math.Sqrt(smallSample ? variance * sums.Length / (sums.Length - 1) : variance) / values.Count;
    }
}
