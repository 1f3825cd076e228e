using Intervene.Metrics;

namespace Intervene.Learning;

/// <summary>Which checkpoint stays because its metric is the greatest.</summary>
public static class BestCheckpoint
{
    /// <summary>
    /// The better of the best so far and a step that gets a checkpoint; the earlier one of equals. A step without the metric, or with NaN, is none.
    /// </summary>
    /// <param name="best">The best so far.</param>
    /// <param name="step">The step, 1-based.</param>
    /// <param name="name">The metric; null for none.</param>
    /// <param name="metrics">The step's metrics.</param>
    public static (int? Step, double? Value) Of((int? Step, double? Value) best, int step, string? name, IReadOnlyList<Metric> metrics)
    {
        if (name is null)
        {
            return (null, null);
        }

        var value = metrics.Where(metric => metric.Name == name).Select(metric => metric.Value).FirstOrDefault(double.NaN);
        return double.IsNaN(value) || best.Value >= value ? best : (step, value);
    }
}
