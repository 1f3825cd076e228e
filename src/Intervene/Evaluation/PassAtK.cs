namespace Intervene.Evaluation;

/// <summary>The chance that at least one of k samples is correct.</summary>
public static class PassAtK
{
    /// <summary>The unbiased estimate 1 − C(n−c, k) / C(n, k).</summary>
    /// <param name="samples">Samples drawn, n.</param>
    /// <param name="correct">Correct ones, c, 0 … n.</param>
    /// <param name="k">Samples allowed, 1 … n.</param>
    /// <remarks>Chen et al. (2021), arXiv:2107.03374, equation 1.</remarks>
    public static double Unbiased(int samples, int correct, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, samples);
        if (samples - correct < k)
        {
            return 1;
        }

        // The shorter of the two equal products: over the correct samples, or over the k drawn.
        var miss = 1.0;
        for (var i = 0; i < Math.Min(correct, k); i++)
        {
            miss *= 1.0 - ((double)Math.Max(correct, k) / (samples - i));
        }

        return 1 - miss;
    }
}
