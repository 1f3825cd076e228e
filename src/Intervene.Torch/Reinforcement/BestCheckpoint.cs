using Intervene.Runs;

namespace Intervene.Torch.Reinforcement;

/// <summary>Which checkpoint stays because its metric is the greatest.</summary>
internal static class BestCheckpoint
{
    /// <summary>The better of the best so far and a step that gets a checkpoint; the earlier one of equals.</summary>
    /// <param name="best">The best so far.</param>
    /// <param name="step">The step, 1-based.</param>
    /// <param name="name">The metric; null for none.</param>
    /// <param name="metrics">The step's metrics.</param>
    /// <exception cref="InterveneException">There is no such metric.</exception>
    public static (int? Step, double? Value) Of((int? Step, double? Value) best, int step, string? name, IReadOnlyList<Metric> metrics)
    {
        if (name is null)
        {
            return (null, null);
        }

        var at = metrics.ToList().FindIndex(metric => metric.Name == name);
        if (at < 0)
        {
            throw new InterveneException($"rl.best_metric is '{name}'; expected one of {string.Join(", ", metrics.Select(metric => metric.Name))}.");
        }

        return best.Value is { } value && value >= metrics[at].Value ? best : (step, metrics[at].Value);
    }
}
