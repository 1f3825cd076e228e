using Intervene.Options;

namespace Intervene.Learning;

/// <summary>Learning-rate schedules as transformers defines them; verl's constant and cosine schedules are the same functions.</summary>
/// <remarks>
/// transformers <c>optimization.py</c> and verl <c>torch_functional.py</c>: k &lt; W: k / max(1, W); else with p = (k − W) / max(1, T − W) constant
/// 1, linear max(0, (T − k) / max(1, T − W)), cosine ½ (1 + cos πp) (1 − m) + m with m = <see cref="OptimizerOptions.MinLrRate"/> (a floor given as a
/// rate: m = floor / peak). p is not bounded: past T a cosine rises again.
/// </remarks>
public static class LearningRates
{
    /// <summary>The learning rate of an update.</summary>
    /// <param name="options">Peak, schedule, floor and warm-up; the warm-up's share is rounded up.</param>
    /// <param name="update">The update, 0-based: with a warm-up the first one has learning rate 0.</param>
    /// <param name="total">All updates.</param>
    public static double At(OptimizerOptions options, long update, long total) =>
        options.LearningRate * Factor(options.Schedule, options.MinLrRate, (long)Math.Ceiling(options.WarmupRatio * total), update, total);

    /// <summary>The share of the peak at an update.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="minLrRate">The floor's share of the peak.</param>
    /// <param name="warmup">Updates of the warm-up.</param>
    /// <param name="update">The update, 0-based.</param>
    /// <param name="total">All updates.</param>
    public static double Factor(ScheduleKind schedule, double minLrRate, long warmup, long update, long total)
    {
        if (update < warmup)
        {
            return (double)update / Math.Max(1, warmup);
        }

        var progress = (double)(update - warmup) / Math.Max(1, total - warmup);
        return schedule switch
        {
            ScheduleKind.Constant => 1.0,
            ScheduleKind.Linear => Math.Max(0.0, (double)(total - update) / Math.Max(1, total - warmup)), // 0 from T on, even where W = T
            ScheduleKind.Cosine => Cosine(progress, 0),
            ScheduleKind.CosineWithMinLr => Cosine(progress, minLrRate),
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "The schedule is unknown."),
        };
    }

    private static double Cosine(double progress, double floor) => Math.Max(0.0, (0.5 * (1 + Math.Cos(Math.PI * progress)) * (1 - floor)) + floor);
}
