using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Supervised fine-tuning (paper, section 4.2, Tables 4 and 5).</summary>
public sealed record SftOptions
{
    /// <summary>Passes over the examples.</summary>
    [Range(1, 100_000)]
    public int Epochs { get; init; } = 16;

    /// <summary>Examples in one optimiser update; the last update of an epoch may have fewer.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The longest prompt + target in tokens; longer examples are dropped and counted, never cut.</summary>
    [Range(2, 1_000_000)]
    public int MaxLength { get; init; } = 16_384;

    /// <summary>Tokens in one forward pass: memory alone depends on it, the update does not.</summary>
    [Range(1, 10_000_000)]
    public int MicroBatchTokens { get; init; } = 16_384;

    /// <summary>
    /// Whether the backward pass computes each layer again instead of keeping its activations: the update is the same, the memory less.
    /// </summary>
    public bool RecomputeActivations { get; init; }

    /// <summary>The type that the trainer computes in; weights, optimiser state and sums of gradients stay float32.</summary>
    public ComputeType Compute { get; init; } = ComputeType.Float32;

    /// <summary>Updates between two checkpoints.</summary>
    [Range(1, 1_000_000)]
    public int CheckpointEvery { get; init; } = 50;

    /// <summary>Checkpoints that stay, the last ones.</summary>
    [Range(1, 1_000_000)]
    public int KeepCheckpoints { get; init; } = 2;
}
