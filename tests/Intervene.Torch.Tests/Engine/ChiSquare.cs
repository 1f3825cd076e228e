namespace Intervene.Torch.Tests.Engine;

/// <summary>Pearson's test of counts against probabilities.</summary>
internal static class ChiSquare
{
    private const double LeastExpected = 5;

    /// <summary>The statistic as a standard normal score (Wilson and Hilferty, 1931); classes with few expected counts are joined.</summary>
    public static double Score(IReadOnlyList<int> counts, IReadOnlyList<double> probabilities)
    {
        double total = counts.Sum(), statistic = 0, rareCount = 0, rareExpected = 0;
        var classes = 0;
        void Add(double count, double expected)
        {
            statistic += (count - expected) * (count - expected) / expected;
            classes++;
        }

        for (var i = 0; i < counts.Count; i++)
        {
            var expected = probabilities[i] * total;
            if (expected >= LeastExpected)
            {
                Add(counts[i], expected);
            }
            else
            {
                rareCount += counts[i];
                rareExpected += expected;
            }
        }

        if (rareExpected >= 1)
        {
            Add(rareCount, rareExpected);
        }

        double freedom = classes - 1, variance = 2 / (9 * freedom);
        return (Math.Cbrt(statistic / freedom) - (1 - variance)) / Math.Sqrt(variance);
    }
}
