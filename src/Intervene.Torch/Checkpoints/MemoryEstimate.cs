using Intervene.Torch.Models;

namespace Intervene.Torch.Checkpoints;

/// <summary>What a model needs of memory, in bytes, besides the program and libtorch themselves (about 0.4 GB).</summary>
public sealed record MemoryEstimate
{
    private const double BackwardShare = 0.7;

    /// <summary>The weights.</summary>
    public required long Weights { get; init; }

    /// <summary>Training: gradients and the two moments of AdamW.</summary>
    public required long Optimizer { get; init; }

    /// <summary>Inference: the keys and values of all tokens.</summary>
    public required long Cache { get; init; }

    /// <summary>What a pass over the tokens holds at its peak.</summary>
    public required long Activations { get; init; }

    /// <summary>All together.</summary>
    public long Total => Weights + Optimizer + Cache + Activations;

    /// <summary>
    /// Generation in float32: the weights and their layout for decoding, the cache, and the widest layer and the logits of one pass.
    /// </summary>
    /// <param name="config">The model.</param>
    /// <param name="sequences">B: sequences at the same time.</param>
    /// <param name="length">T: tokens of each, with the prompt.</param>
    public static MemoryEstimate Inference(ModelConfig config, long sequences, long length)
    {
        var parameters = Parameters(config);
        var lookedUp = config.TieWordEmbeddings ? 0 : (long)config.VocabularySize * config.HiddenSize;
        return new()
        {
            Weights = 4 * ((2 * parameters) - lookedUp),
            Optimizer = 0,
            Cache = 8L * config.Layers * config.KeyValueHeads * config.HeadWidth * sequences * length,
            Activations = 4 * sequences * (Layer(config) + (2L * config.VocabularySize)),
        };
    }

    /// <summary>
    /// Training in float32: weights, gradients, AdamW's moments, and the activations of one forward and backward pass. A backward pass holds about 0.7
    /// of what its forward pass kept (measured on SmolLM2-135M with 512 to 2,048 tokens; the estimate is within 5 % there).
    /// </summary>
    /// <param name="config">The model.</param>
    /// <param name="tokens">Tokens of a forward pass (<c>micro_batch_tokens</c>).</param>
    public static MemoryEstimate Training(ModelConfig config, long tokens) => new()
    {
        Weights = Parameters(config) * 4,
        Optimizer = Parameters(config) * 12,
        Cache = 0,
        Activations = (long)(4 * tokens * ((config.Layers + 1) * Layer(config) + 2L * config.HiddenSize) * (1 + BackwardShare)),
    };

    /// <summary>Number of parameters; a tied head counts once.</summary>
    public static long Parameters(ModelConfig config) =>
        ParameterShapes.Of(config).Sum(parameter => parameter.Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>Values a token that a layer keeps for its backward pass: two norms and residuals, q, k and v before and after rotation, the mix, the MLP's three.</summary>
    private static long Layer(ModelConfig config) =>
        5L * config.HiddenSize + (3L * config.Heads + 3L * config.KeyValueHeads) * config.HeadWidth + 3L * config.IntermediateSize;
}
