
namespace Intervene.Models;

/// <summary>Rotary position embedding, as <c>config.json</c> names its parts.</summary>
public sealed record RopeOptions
{
    /// <summary>The base θ.</summary>
    public required double Theta { get; init; }

    /// <summary><c>default</c>, <c>linear</c>, <c>yarn</c> or <c>llama3</c>.</summary>
    public string Type { get; init; } = "default";

    /// <summary>The scaling factor of linear, YaRN and llama3.</summary>
    public double Factor { get; init; } = 1.0;

    /// <summary>The context length before scaling (YaRN, llama3).</summary>
    public int? OriginalContextLength { get; init; }

    /// <summary>
    /// YaRN's factor on cosines and sines; null to compute it from <see cref="Factor"/>, <see cref="MScale"/> and <see cref="MScaleAllDimensions"/>.
    /// </summary>
    public double? AttentionFactor { get; init; }

    /// <summary>YaRN: dimensions that turn more often than this within the original context are not interpolated.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>YaRN: dimensions that turn less often than this are interpolated in full.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>YaRN's <c>mscale</c>; counts only together with <see cref="MScaleAllDimensions"/>.</summary>
    public double? MScale { get; init; }

    /// <summary>YaRN's <c>mscale_all_dim</c>.</summary>
    public double? MScaleAllDimensions { get; init; }

    /// <summary>YaRN: whether the bounds of the ramp are rounded to whole dimensions.</summary>
    public bool Truncate { get; init; } = true;

    /// <summary>llama3: wavelengths above the original context divided by this are scaled in full.</summary>
    public double LowFrequencyFactor { get; init; } = 1;

    /// <summary>llama3: wavelengths below the original context divided by this are kept.</summary>
    public double HighFrequencyFactor { get; init; } = 4;
}
