namespace Intervene.Torch.Models;

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
}
