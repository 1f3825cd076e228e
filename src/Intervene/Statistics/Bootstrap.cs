using Intervene.Completions;

namespace Intervene.Statistics;

/// <summary>Percentile bootstrap over problems: problems are drawn with replacement, their samples stay together.</summary>
public static class Bootstrap
{
    /// <summary>The interval of Σ sums / Σ weights.</summary>
    /// <param name="sums">One number a problem, e.g. its correct samples.</param>
    /// <param name="weights">One weight a problem, e.g. its samples.</param>
    /// <param name="key">The key of the random draws; the same key gives the same interval.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="confidence">The confidence, within (0, 1).</param>
    /// <returns>The interval, NaN at both ends without problems.</returns>
    public static Interval ByProblem(
        IReadOnlyList<double> sums, IReadOnlyList<double> weights, RandomKey key, int resamples = 2000, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Count, sums.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (sums.Count == 0)
        {
            return new Interval(double.NaN, double.NaN);
        }

        var rates = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            double sum = 0, weight = 0;
            for (var i = 0; i < sums.Count; i++)
            {
                var drawn = (int)(key.Uniform(r, i) * sums.Count);
                sum += sums[drawn];
                weight += weights[drawn];
            }

            rates[r] = sum / weight;
        }

        Array.Sort(rates);
        return new Interval(Quantile(rates, (1 - confidence) / 2), Quantile(rates, (1 + confidence) / 2));
    }

    /// <summary>The interval of the mean of one value a problem.</summary>
    /// <param name="values">One value a problem.</param>
    /// <param name="key">The key of the random draws.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="confidence">The confidence, within (0, 1).</param>
    public static Interval ByProblem(IReadOnlyList<double> values, RandomKey key, int resamples = 2000, double confidence = 0.95) =>
        ByProblem(values, [.. values.Select(_ => 1.0)], key, resamples, confidence);

    /// <summary>The linearly interpolated quantile of ascending values.</summary>
    private static double Quantile(double[] sorted, double p)
    {
        var at = p * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
