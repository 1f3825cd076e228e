using Intervene.Metrics;

namespace Intervene.Learning;

/// <summary>What one training step did.</summary>
/// <param name="Step">The step's number, 1-based.</param>
/// <param name="Steps">All steps of the run.</param>
/// <param name="Metrics">Its numbers under verl's names.</param>
/// <param name="Rollouts">Its rollouts, a group after the other.</param>
/// <param name="Advantages">Their advantages, in the same order.</param>
/// <param name="Alarms">What begins to go wrong at this step, in words, with the knob to turn.</param>
public sealed record RlStep(
    int Step, int Steps, IReadOnlyList<Metric> Metrics, IReadOnlyList<RlRollout> Rollouts, IReadOnlyList<double> Advantages,
    IReadOnlyList<string> Alarms)
{
    /// <summary>A number of the step; NaN where it has none of that name.</summary>
    /// <param name="name">The metric's name.</param>
    public double Value(string name) => Metrics.Where(metric => metric.Name == name).Select(metric => metric.Value).FirstOrDefault(double.NaN);
}
