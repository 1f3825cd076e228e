
namespace Intervene.Models.Weights;

/// <summary>What a model needs of memory, in bytes, besides the program and libtorch themselves (about 0.4 GB).</summary>
public sealed record MemoryEstimate
{
    private const long MostLogits = 1L << 25; // of [N, V] that exist at a time

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
    /// Training in float32: weights, gradients, AdamW's moments, and one forward and backward pass: what the layers keep, a third more for the layer
    /// whose backward pass runs and for the gaps that its tensors leave in the heap, and the head's chunk of logits with the gradients of head and
    /// embedding. Within 5 % of what SmolLM2-135M takes for 512 to 2,048 tokens, with recomputed layers within 12 %.
    /// </summary>
    /// <param name="config">The model.</param>
    /// <param name="tokens">Tokens of a forward pass (<c>micro_batch_tokens</c>).</param>
    /// <param name="recompute">Whether layers keep their inputs alone: what is left is mostly gaps in the heap, half of the rest as measured.</param>
    public static MemoryEstimate Training(ModelConfig config, long tokens, bool recompute = false)
    {
        long vocabulary = config.VocabularySize, layers = 4 * tokens * config.Layers * Kept(config) * 4 / 3;
        return new()
        {
            Weights = Parameters(config) * 4,
            Optimizer = Parameters(config) * 12,
            Cache = 0,
            Activations = (recompute ? layers / 2 : layers)
                + (4 * (LogitRows(vocabulary, tokens) + (3L * config.HiddenSize)) * vocabulary),
        };
    }

    /// <summary>Rows of logits that a loss holds at a time.</summary>
    /// <param name="vocabulary">V.</param>
    /// <param name="rows">N: all rows.</param>
    public static long LogitRows(long vocabulary, long rows) => Math.Min(rows, Math.Max(64, MostLogits / vocabulary));

    /// <summary>Number of parameters; a tied head counts once.</summary>
    public static long Parameters(ModelConfig config) =>
        ParameterShapes.Of(config).Sum(parameter => parameter.Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>
    /// Values a token in the widest part of a layer: two norms and residuals, q, k and v before and after rotation, the mix, the MLP's three.
    /// </summary>
    private static long Layer(ModelConfig config) =>
        5L * config.HiddenSize + (3L * config.Heads + 3L * config.KeyValueHeads) * config.HeadWidth + 3L * config.IntermediateSize;

    /// <summary>
    /// Values a token that a layer keeps for its backward pass: two residual sums and their norms, q, k, v and the mix, gate and up.
    /// </summary>
    public static long Kept(ModelConfig config) =>
        (4L * config.HiddenSize) + ((config.QueryKeyNorm ? 3L : 2L) * (config.Heads + config.KeyValueHeads) * config.HeadWidth)
        + (2L * config.IntermediateSize);
}
