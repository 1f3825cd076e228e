using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>AdamW with a warm-up and a schedule; the same in every trainer.</summary>
public sealed record OptimizerOptions
{
    /// <summary>The peak learning rate.</summary>
    [Range(0.0, 1.0)]
    public double LearningRate { get; init; } = 1e-6;

    /// <summary>How the learning rate goes on after the warm-up.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.CosineWithMinLr;

    /// <summary>The schedule's floor as a share of the peak.</summary>
    [Range(0.0, 1.0)]
    public double MinLrRate { get; init; } = 0.1;

    /// <summary>The warm-up's share of all updates, rounded up.</summary>
    [Range(0.0, 1.0)]
    public double WarmupRatio { get; init; } = 0.1;

    /// <summary>AdamW's first-moment decay.</summary>
    [Range(0.0, 0.999999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's second-moment decay.</summary>
    [Range(0.0, 0.999999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>AdamW's ε.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>AdamW's decoupled weight decay, on every parameter.</summary>
    [Range(0.0, 10.0)]
    public double WeightDecay { get; init; }

    /// <summary>The gradient's global 2-norm is clipped to this.</summary>
    [Range(1e-9, 1e9)]
    public double MaxGradNorm { get; init; } = 1.0;
}
