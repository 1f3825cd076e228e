using System.Globalization;
using Intervene.Options;
using Intervene.Torch.Models;

namespace Intervene.Torch.Training;

/// <summary>The peak memory of an update, estimated before the run.</summary>
/// <remarks>
/// Bytes a parameter: float32 weight, gradient and two moments 16; a bfloat16 copy with its gradient 4 more; a float32 reference 4. Activations a token and
/// layer, as this implementation keeps them: the residual stream twice, two norms, q, k and v with their norms and rotations, attention, gate, up and
/// product; recomputed layers keep the residual stream alone and one layer's activations at a time. The head keeps the log-probabilities of small vocabularies.
/// </remarks>
public sealed record MemoryEstimate
{
    private const long KeptLogProbs = 1L << 24; // elements: Ops.TokenLogProbs keeps no more

    /// <summary>Bytes of weights, gradients, optimiser state and copies.</summary>
    public required long State { get; init; }

    /// <summary>Bytes that the largest forward pass keeps for its backward pass.</summary>
    public required long Activations { get; init; }

    /// <summary>The estimate of the peak in bytes.</summary>
    public long Peak => State + Activations;

    /// <summary>Estimates a trainer's peak.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">Tokens of the largest forward pass.</param>
    /// <param name="compute">The type to compute in.</param>
    /// <param name="recompute">Whether activations are computed again.</param>
    /// <param name="reference">Whether a reference model stands beside the policy.</param>
    public static MemoryEstimate Of(CausalLanguageModel model, long tokens, ComputeType compute, bool recompute, bool reference = false)
    {
        var config = model.Config;
        long width = compute == ComputeType.Float32 ? 4 : 2;
        var state = model.ParameterCount * (16 + (compute == ComputeType.Float32 ? 0 : 4) + (reference ? width : 0));
        long heads = (long)config.Heads * config.HeadWidth, kv = (long)config.KeyValueHeads * config.HeadWidth;
        var residual = config.HiddenSize;
        var layer = (4L * residual) + (4 * heads) + (4 * kv) + (3L * config.IntermediateSize);
        var kept = recompute ? layer + ((long)config.Layers * residual) : config.Layers * layer;
        var head = Math.Min(tokens * config.VocabularySize, KeptLogProbs) * 2;
        return new MemoryEstimate { State = state, Activations = (tokens * kept * width) + (head * 4) };
    }

    /// <summary>E.g. <c>1.2 GB (weights and optimiser 0.4, activations 0.8)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Peak / 1e9:F2} GB (weights and optimiser {State / 1e9:F2}, activations {Activations / 1e9:F2})");
}
