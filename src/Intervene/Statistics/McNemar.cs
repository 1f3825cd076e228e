namespace Intervene.Statistics;

/// <summary>McNemar's test of two policies on the same problems.</summary>
public static class McNemar
{
    /// <summary>The exact two-sided p-value; 1 where no problem tells the two apart.</summary>
    /// <param name="onlyFirst">Problems that only the first solves.</param>
    /// <param name="onlySecond">Problems that only the second solves.</param>
    public static double Exact(int onlyFirst, int onlySecond)
    {
        var n = onlyFirst + onlySecond;
        var sum = 0.0;
        for (var i = 0; i <= Math.Min(onlyFirst, onlySecond); i++)
        {
            sum += Math.Exp(Beta.LogGamma(n + 1) - Beta.LogGamma(i + 1) - Beta.LogGamma(n - i + 1) - (n * Math.Log(2)));
        }

        return Math.Min(1, 2 * sum);
    }
}
