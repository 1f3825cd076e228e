namespace Intervene.Options;

/// <summary>Learning-rate schedules under the names of transformers.</summary>
public enum ScheduleKind
{
    /// <summary>Constant after the warm-up.</summary>
    Constant,

    /// <summary>Linear decay to zero.</summary>
    Linear,

    /// <summary>Half a cosine down to zero.</summary>
    Cosine,

    /// <summary>Half a cosine down to <c>min_lr_rate</c> of the peak.</summary>
    CosineWithMinLr,
}
