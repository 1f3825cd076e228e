using System.Globalization;
using Intervene.Models;
using Intervene.Models.Weights;
using Intervene.Options;

namespace Intervene.Learning;

/// <summary>
/// The peak memory of a trainer in bytes, estimated before the run: <see cref="MemoryEstimate.Training"/> under the trainer's options.
/// </summary>
/// <param name="State">Weights, gradients, optimiser state and copies of the weights.</param>
/// <param name="Activations">What the largest forward and backward pass holds.</param>
public sealed record TrainerMemory(long State, long Activations)
{
    /// <summary>The program, its runtime and libtorch.</summary>
    public const long Program = 200_000_000;

    /// <summary>The estimate of the process's peak.</summary>
    public long Peak => Program + State + Activations;

    /// <summary>The process's memory before the first update: no gradients and no activations.</summary>
    public long Idle => Program + State - Gradients;

    /// <summary>The gradients' part of the state.</summary>
    public long Gradients { get; private init; }

    /// <summary>Estimates a trainer's peak.</summary>
    /// <param name="config">The model.</param>
    /// <param name="tokens">Tokens of the largest forward pass.</param>
    /// <param name="compute">The type to compute in: bfloat16 has a copy of the weights with gradients of its own, and half the activations.</param>
    /// <param name="recompute">Whether activations are computed again: layers keep their inputs alone, and one layer at a time the rest.</param>
    /// <param name="reference">Whether a reference model stands beside the policy.</param>
    /// <param name="sampler">Whether an engine with a copy of the weights stands beside the policy.</param>
    public static TrainerMemory Of(ModelConfig config, long tokens, ComputeType compute, bool recompute, bool reference = false, bool sampler = false)
    {
        var full = MemoryEstimate.Training(config, tokens, recompute);
        var activations = full.Activations;
        var parameters = MemoryEstimate.Parameters(config);
        var narrow = compute == ComputeType.Bfloat16;
        var copies = (narrow ? 4 * parameters : 0) + (reference ? (narrow ? 2 : 4) * parameters : 0) + (sampler ? 4 * parameters : 0);
        return new TrainerMemory(full.Weights + full.Optimizer + copies, narrow ? activations / 2 : activations) { Gradients = 4 * parameters };
    }

    /// <summary>E.g. <c>1.40 GB (the program 0.20, weights and optimiser 0.40, activations 0.80)</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture, $"{Peak / 1e9:F2} GB (the program {Program / 1e9:F2}, weights and optimiser {State / 1e9:F2}, "
            + $"activations {Activations / 1e9:F2})");
}
