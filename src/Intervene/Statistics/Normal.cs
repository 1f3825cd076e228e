namespace Intervene.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>The z that a two-sided interval of this confidence spans: 1.96 for 0.95.</summary>
    public static double TwoSided(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        double low = 0, high = 8;
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = CenteredMass(middle) < confidence / 2 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The mass between 0 and z, by the series z + z³/3 + z⁵/15 + … times the density.</summary>
    private static double CenteredMass(double z)
    {
        double sum = z, term = z;
        for (var i = 3; term > sum * 1e-17 && i < 1000; i += 2)
        {
            term *= z * z / i;
            sum += term;
        }

        return sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }
}
