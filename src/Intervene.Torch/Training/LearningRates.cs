using Intervene.Options;

namespace Intervene.Torch.Training;

/// <summary>Learning-rate schedules as transformers defines them.</summary>
public static class LearningRates
{
    /// <summary>The learning rate of an update.</summary>
    /// <param name="options">Peak, schedule, floor and warm-up.</param>
    /// <param name="update">The update, 0-based: with a warm-up the first one has learning rate 0.</param>
    /// <param name="total">All updates.</param>
    public static double At(OptimizerOptions options, long update, long total)
    {
        var warmup = (long)Math.Ceiling(options.WarmupRatio * total);
        if (update < warmup)
        {
            return options.LearningRate * update / Math.Max(1, warmup);
        }

        var progress = (double)(update - warmup) / Math.Max(1, total - warmup);
        return options.LearningRate * options.Schedule switch
        {
            ScheduleKind.Constant => 1.0,
            ScheduleKind.Linear => Math.Max(0.0, 1.0 - progress),
            _ => Math.Max(0.0, (0.5 * (1 + Math.Cos(Math.PI * progress)) * (1 - options.MinLrRate)) + options.MinLrRate),
        };
    }
}
