namespace Intervene.Statistics;

/// <summary>Intervals of shares.</summary>
public static class Proportion
{
    /// <summary>Wilson's score interval.</summary>
    /// <param name="successes">Successes, 0 … <paramref name="trials"/>; a sum of shares where a trial is a problem with several samples.</param>
    /// <param name="trials">Trials; without one the interval is [0, 1].</param>
    /// <param name="confidence">The confidence, within (0, 1).</param>
    /// <remarks>Wilson (1927), doi:10.1080/01621459.1927.10502953.</remarks>
    public static Interval Wilson(double successes, double trials, double confidence = 0.95)
    {
        Require(successes, trials);
        if (trials == 0)
        {
            return new Interval(0, 1);
        }

        double z = Normal.TwoSided(confidence), n = trials, p = successes / n;
        var scale = 1 + (z * z / n);
        var center = (p + (z * z / (2 * n))) / scale;
        var half = z / scale * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        return new Interval(successes == 0 ? 0 : Math.Max(0, center - half), successes == trials ? 1 : Math.Min(1, center + half));
    }

    /// <summary>Clopper and Pearson's exact interval.</summary>
    /// <param name="successes">Successes, 0 … <paramref name="trials"/>.</param>
    /// <param name="trials">Trials; without one the interval is [0, 1].</param>
    /// <param name="confidence">The confidence, within (0, 1).</param>
    /// <remarks>Clopper and Pearson (1934), doi:10.1093/biomet/26.4.404.</remarks>
    public static Interval ClopperPearson(long successes, long trials, double confidence = 0.95)
    {
        Require(successes, trials);
        var tail = (1 - confidence) / 2;
        return new Interval(
            successes == 0 ? 0 : Beta.Quantile(tail, successes, trials - successes + 1),
            successes == trials ? 1 : Beta.Quantile(1 - tail, successes + 1, trials - successes));
    }

    /// <summary>Newcombe's hybrid score interval of the difference second − first of two independent shares.</summary>
    /// <param name="successes1">The first share's successes.</param>
    /// <param name="trials1">The first share's trials.</param>
    /// <param name="successes2">The second share's successes.</param>
    /// <param name="trials2">The second share's trials.</param>
    /// <param name="confidence">The confidence, within (0, 1).</param>
    /// <remarks>Newcombe (1998), method 10; without trials on a side the interval is [−1, 1].</remarks>
    public static Interval NewcombeDifference(double successes1, double trials1, double successes2, double trials2, double confidence = 0.95)
    {
        if (trials1 == 0 || trials2 == 0)
        {
            return new Interval(-1, 1);
        }

        Interval first = Wilson(successes1, trials1, confidence), second = Wilson(successes2, trials2, confidence);
        double p1 = successes1 / trials1, p2 = successes2 / trials2;
        return new Interval(
            p2 - p1 - Math.Sqrt(((p2 - second.Low) * (p2 - second.Low)) + ((first.High - p1) * (first.High - p1))),
            p2 - p1 + Math.Sqrt(((second.High - p2) * (second.High - p2)) + ((p1 - first.Low) * (p1 - first.Low))));
    }

    private static void Require(double successes, double trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
    }
}
