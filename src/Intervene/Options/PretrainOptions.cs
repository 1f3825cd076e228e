using System.ComponentModel.DataAnnotations;
namespace Intervene.Options;

/// <summary>How <c>intervene pretrain</c> makes the embedded base model.</summary>
public sealed record PretrainOptions
{
    /// <summary>Seeds the weights and the corpus.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Optimiser updates.</summary>
    [Range(1, 10_000_000)]
    public int Updates { get; init; } = 3000;

    /// <summary>Documents in one update.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new()
    {
        LearningRate = 2.5e-3,
        MinLrRate = 0,
        WarmupRatio = 0.03,
        Beta2 = 0.98,
        WeightDecay = 0.05,
    };

    /// <summary>Width of the residual stream.</summary>
    [Range(8, 65_536)]
    public int HiddenSize { get; init; } = 128;

    /// <summary>Width of the MLP.</summary>
    [Range(8, 262_144)]
    public int IntermediateSize { get; init; } = 448;

    /// <summary>Layers.</summary>
    [Range(1, 1000)]
    public int Layers { get; init; } = 3;

    /// <summary>Query heads.</summary>
    [Range(1, 1024)]
    public int Heads { get; init; } = 4;

    /// <summary>Key and value heads; divides the query heads.</summary>
    [Range(1, 1024)]
    public int KeyValueHeads { get; init; } = 2;

    /// <summary>Width of a head.</summary>
    [Range(2, 1024)]
    public int HeadWidth { get; init; } = 32;

    /// <summary>Positions.</summary>
    [Range(16, 1_000_000)]
    public int ContextLength { get; init; } = 512;

    /// <summary>The corpus's mixture.</summary>
    public MixtureOptions Mixture { get; init; } = new();
}
