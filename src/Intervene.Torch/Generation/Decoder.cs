using Intervene.Torch.Models;
using Intervene.Torch.Ops.Fused;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Generation;

/// <summary>
/// The forward pass of generation: a batch of single tokens against cached keys and values. Matrix products go through libtorch into buffers made
/// once; norms, rotation, attention and the gate are loops over rows. Prompt tokens and sampled tokens take the same path.
/// </summary>
internal sealed unsafe class Decoder : IDisposable
{
    private readonly ModelConfig config;
    private readonly DecoderWeights weights;
    private readonly RopeTable rope;
    private readonly int maxRows;
    private readonly Tensor residual, normed, projected, mixed, gated, activated, logits;

    public Decoder(CausalLanguageModel model, int maxRows, int prefixSlots, int prefixPositions, int suffixSlots, int suffixPositions)
    {
        config = model.Config;
        weights = new DecoderWeights(model);
        rope = new RopeTable(config);
        this.maxRows = maxRows;
        var kv = config.KeyValueHeads * config.HeadWidth;
        Prefixes = new KeyValueStore(config.Layers, prefixSlots, prefixPositions, kv);
        Suffixes = new KeyValueStore(config.Layers, suffixSlots, suffixPositions, kv);
        residual = Buffer(config.HiddenSize);
        normed = Buffer(config.HiddenSize);
        projected = Buffer((config.Heads * config.HeadWidth) + (2 * kv));
        mixed = Buffer(config.Heads * config.HeadWidth);
        gated = Buffer(2 * config.IntermediateSize);
        activated = Buffer(config.IntermediateSize);
        logits = Buffer(config.VocabularySize);
    }

    /// <summary>Keys and values of prompts, shared by the completions of a request.</summary>
    public KeyValueStore Prefixes { get; }

    /// <summary>Keys and values of completions.</summary>
    public KeyValueStore Suffixes { get; }

    /// <summary>The logits of a row of the last <see cref="Logits"/>.</summary>
    public float* LogitsOf(int row) => HostRows.Pointer(logits) + ((long)row * config.VocabularySize);

    /// <summary>Sends rows through all layers and writes their keys and values; a row sees the rows of its own sequence that stand before it.</summary>
    public void Forward(ReadOnlySpan<DecoderRow> rows)
    {
        if (rows.Length > maxRows)
        {
            throw new ArgumentException($"{rows.Length} rows; expected at most {maxRows}.", nameof(rows));
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var batch = rows.ToArray();
        Embed(batch);
        for (var i = 0; i < weights.Layers.Length; i++)
        {
            Layer(i, batch);
        }
    }

    /// <summary>The logits of the given rows of the last forward pass, in this order.</summary>
    public void Logits(ReadOnlySpan<int> rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var width = config.HiddenSize;
        float* x = HostRows.Pointer(residual), y = HostRows.Pointer(normed), w = HostRows.Pointer(weights.FinalNorm);
        for (var i = 0; i < rows.Length; i++)
        {
            RowKernels.RmsNorm(x + ((long)rows[i] * width), w, y + ((long)i * width), (float)config.RmsNormEpsilon, width);
        }

        Product(normed, weights.Head, logits, rows.Length, accumulate: false);
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { residual, normed, projected, mixed, gated, activated, logits })
        {
            buffer.Dispose();
        }

        Prefixes.Dispose();
        Suffixes.Dispose();
        weights.Dispose();
        rope.Dispose();
    }

    private Tensor Buffer(int width) => zeros(maxRows, width).DetachFromDisposeScope();

    private void Embed(DecoderRow[] rows)
    {
        var width = config.HiddenSize;
        float* table = HostRows.Pointer(weights.Embedding), x = HostRows.Pointer(residual);
        for (var row = 0; row < rows.Length; row++)
        {
            new ReadOnlySpan<float>(table + ((long)rows[row].Token * width), width).CopyTo(new Span<float>(x + ((long)row * width), width));
        }
    }

    private void Layer(int index, DecoderRow[] rows)
    {
        var layer = weights.Layers[index];
        Norm(layer.InputNorm, rows.Length);
        Product(normed, layer.QueryKeyValue, projected, rows.Length, accumulate: false, layer.QueryKeyValueBias);
        Attend(index, layer, rows);
        Product(mixed, layer.Output, residual, rows.Length, accumulate: true, layer.OutputBias);
        Norm(layer.PostNorm, rows.Length);
        Product(normed, layer.GateUp, gated, rows.Length, accumulate: false, layer.GateUpBias);
        var width = config.IntermediateSize;
        float* from = HostRows.Pointer(gated), to = HostRows.Pointer(activated);
        ForEach(rows.Length, width, row => RowKernels.SwiGlu(from + (row * 2L * width), from + (row * 2L * width) + width, to + ((long)row * width), width));
        Product(activated, layer.Down, residual, rows.Length, accumulate: true, layer.DownBias);
    }

    private void Norm(Tensor weight, int rows)
    {
        var width = config.HiddenSize;
        float* x = HostRows.Pointer(residual), y = HostRows.Pointer(normed), w = HostRows.Pointer(weight);
        ForEach(rows, width, row => RowKernels.RmsNorm(x + ((long)row * width), w, y + ((long)row * width), (float)config.RmsNormEpsilon, width));
    }

    private void Attend(int index, DecoderLayer layer, DecoderRow[] rows)
    {
        int width = config.HeadWidth, heads = config.Heads, kvHeads = config.KeyValueHeads, kv = kvHeads * width, all = (heads * width) + (2 * kv);
        float* p = HostRows.Pointer(projected), m = HostRows.Pointer(mixed);
        float* cosine = HostRows.Pointer(rope.All.Cosines), sine = HostRows.Pointer(rope.All.Sines);
        var queryNorm = layer.QueryNorm is null ? null : HostRows.Pointer(layer.QueryNorm);
        var keyNorm = layer.KeyNorm is null ? null : HostRows.Pointer(layer.KeyNorm);
        var epsilon = (float)config.RmsNormEpsilon;
        ForEach(rows.Length, all, row =>
        {
            float* q = p + ((long)row * all), k = q + (heads * width), v = k + kv;
            var angle = (long)rows[row].Position * width;
            RowKernels.NormAndRotate(q, heads, width, queryNorm, epsilon, cosine + angle, sine + angle);
            RowKernels.NormAndRotate(k, kvHeads, width, keyNorm, epsilon, cosine + angle, sine + angle);
            var r = rows[row];
            var (store, slot, position) = r.SuffixSlot < 0 ? (Prefixes, r.PrefixSlot, r.PrefixLength - 1) : (Suffixes, r.SuffixSlot, r.SuffixLength - 1);
            new ReadOnlySpan<float>(k, kv).CopyTo(new Span<float>(store.Keys(index, slot) + ((long)position * kv), kv));
            new ReadOnlySpan<float>(v, kv).CopyTo(new Span<float>(store.Values(index, slot) + ((long)position * kv), kv));
        });
        ForEach(rows.Length, 1 << 12, row =>
        {
            var r = rows[row];
            var suffix = Math.Max(r.SuffixSlot, 0);
            RowKernels.Attention(
                p + ((long)row * all), m + ((long)row * heads * width), heads, kvHeads, width,
                Prefixes.Keys(index, r.PrefixSlot), Prefixes.Values(index, r.PrefixSlot), r.PrefixLength,
                Suffixes.Keys(index, suffix), Suffixes.Values(index, suffix), r.SuffixLength);
        });
    }

    /// <summary>y = x Wᵀ (+ y) (+ b) on the first rows.</summary>
    private static void Product(Tensor x, Tensor weight, Tensor y, int rows, bool accumulate, Tensor? bias = null)
    {
        using var source = x.narrow(0, 0, rows);
        using var target = y.narrow(0, 0, rows);
        using var transposed = weight.t();
        target.addmm_(source, transposed, accumulate ? 1f : 0f, 1f);
        if (bias is not null)
        {
            target.add_(bias);
        }
    }

    private static void ForEach(int rows, int width, Action<int> work) => HostRows.ForEach(rows, HostRows.Parts(rows, width), (_, from, to) =>
    {
        for (var row = from; row < to; row++)
        {
            work((int)row);
        }
    });
}
