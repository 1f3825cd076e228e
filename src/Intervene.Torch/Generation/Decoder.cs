using Intervene.Torch.Models;
using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Products;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Generation;

/// <summary>
/// The forward pass of generation: a batch of single tokens against cached keys and values, in buffers made once. Prompt tokens and sampled tokens take
/// the same path, and a row's result does not depend on the rows beside it.
/// </summary>
internal sealed unsafe class Decoder : IDisposable
{
    private readonly ModelConfig config;
    private readonly DecoderWeights weights;
    private readonly RopeTable rope;
    private readonly RowAttention attention;
    private readonly int maxRows;
    private readonly HostBuffer cosines, sines, residual, normed, projected, mixed, gated, activated, logits;

    public Decoder(CausalLanguageModel model, int maxRows, int prefixSlots, int prefixPositions, int suffixSlots, int suffixPositions)
    {
        config = model.Config;
        weights = new DecoderWeights(model);
        rope = new RopeTable(config);
        (cosines, sines) = (new HostBuffer(rope.All.Cosines), new HostBuffer(rope.All.Sines));
        attention = new RowAttention(config.Heads, config.KeyValueHeads, config.HeadWidth);
        this.maxRows = maxRows;
        var kv = config.KeyValueHeads * config.HeadWidth;
        Prefixes = new KeyValueStore(config.Layers, prefixSlots, prefixPositions, config.KeyValueHeads, config.HeadWidth);
        Suffixes = new KeyValueStore(config.Layers, suffixSlots, suffixPositions, config.KeyValueHeads, config.HeadWidth);
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
    public float* LogitsOf(int row) => logits.Row(row);

    /// <summary>Sends rows through all layers and writes their keys and values; a row sees the rows of its own sequence that stand before it.</summary>
    /// <remarks>Completions do not see each other: each thread takes its rows through all layers. The rows of a prompt meet at every layer.</remarks>
    public void Forward(ReadOnlySpan<DecoderRow> rows)
    {
        if (rows.Length > maxRows)
        {
            throw new ArgumentException($"{rows.Length} rows; expected at most {maxRows}.", nameof(rows));
        }

        var batch = rows.ToArray();
        var threads = get_num_threads();
        if (batch.Length < threads * PanelKernels.Rows || batch.Any(row => row.SuffixSlot < 0))
        {
            Layers(batch, 0, batch.Length, threads);
            return;
        }

        HostRows.ForEach(batch.Length, threads, (_, from, to) => Layers(batch, (int)from, (int)(to - from), 1));
    }

    /// <summary>The logits of the given rows of the last forward pass, in this order.</summary>
    public void Logits(int[] rows)
    {
        var width = config.HiddenSize;
        for (var i = 0; i < rows.Length; i++)
        {
            NormRows.Forward(residual.Row(rows[i]), weights.FinalNorm.Row(0), normed.Row(i), (float)config.RmsNormEpsilon, width);
        }

        weights.Head.Multiply(normed.Row(0), logits.Row(0), rows.Length, add: false, get_num_threads());
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { cosines, sines, residual, normed, projected, mixed, gated, activated, logits })
        {
            buffer.Dispose();
        }

        Prefixes.Dispose();
        Suffixes.Dispose();
        weights.Dispose();
        rope.Dispose();
    }

    private HostBuffer Buffer(int width) => new(maxRows, width);

    /// <summary>Takes some rows through all layers.</summary>
    private void Layers(DecoderRow[] rows, int from, int count, int threads)
    {
        var width = config.HiddenSize;
        for (var row = from; row < from + count; row++)
        {
            new ReadOnlySpan<float>(weights.Embedding.Row(rows[row].Token), width).CopyTo(new Span<float>(residual.Row(row), width));
        }

        for (var i = 0; i < weights.Layers.Length; i++)
        {
            Layer(i, rows, from, count, threads);
        }
    }

    private void Layer(int index, DecoderRow[] rows, int from, int count, int threads)
    {
        var layer = weights.Layers[index];
        int inner = config.IntermediateSize, heads = config.Heads * config.HeadWidth, all = heads + (2 * config.KeyValueHeads * config.HeadWidth);
        float* x = residual.Row(from), h = normed.Row(from), p = projected.Row(from), m = mixed.Row(from), g = gated.Row(from), a = activated.Row(from);
        Norm(layer.InputNorm, x, h, count);
        layer.QueryKeyValue.Multiply(h, p, count, add: false, threads);
        Share(count, all, threads, (first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                Rotate(index, layer, rows[from + row], p + ((long)row * all));
            }
        });
        Share(count, 1 << 12, threads, (first, end) =>
            attention.Apply(p + ((long)first * all), all, m + ((long)first * heads), Prefixes, Suffixes, index, rows.AsSpan(from + first, end - first)));
        layer.Output.Multiply(m, x, count, add: true, threads);
        Norm(layer.PostNorm, x, h, count);
        layer.GateUp.Multiply(h, g, count, add: false, threads);
        Share(count, inner, threads, (first, end) =>
        {
            for (long row = first; row < end; row++)
            {
                GateRows.Forward(g + (row * 2 * inner), g + (((row * 2) + 1) * inner), a + (row * inner), inner);
            }
        });
        layer.Down.Multiply(a, x, count, add: true, threads);
    }

    private void Norm(HostBuffer weight, float* x, float* y, int rows)
    {
        var width = config.HiddenSize;
        for (var row = 0; row < rows; row++, x += width, y += width)
        {
            NormRows.Forward(x, weight.Row(0), y, (float)config.RmsNormEpsilon, width);
        }
    }

    /// <summary>Normalises and rotates a row's queries and keys, and keeps its keys and values.</summary>
    private void Rotate(int index, DecoderLayer layer, DecoderRow row, float* q)
    {
        var width = config.HeadWidth;
        float* k = q + (config.Heads * width), v = k + (config.KeyValueHeads * width);
        float* cosine = cosines.Row(row.Position), sine = sines.Row(row.Position);
        var epsilon = (float)config.RmsNormEpsilon;
        RowKernels.NormAndRotate(q, config.Heads, width, layer.QueryNorm is null ? null : layer.QueryNorm.Row(0), epsilon, cosine, sine);
        RowKernels.NormAndRotate(k, config.KeyValueHeads, width, layer.KeyNorm is null ? null : layer.KeyNorm.Row(0), epsilon, cosine, sine);
        var (store, slot, position) = row.SuffixSlot < 0 ? (Prefixes, row.PrefixSlot, row.PrefixLength - 1) : (Suffixes, row.SuffixSlot, row.SuffixLength - 1);
        store.Write(index, slot, position, k, v);
    }

    /// <summary>Shares rows out: work(first, end).</summary>
    private static void Share(int rows, int width, int threads, Action<int, int> work) =>
        HostRows.ForEach(rows, Math.Min(threads, HostRows.Parts(rows, width)), (_, first, end) => work((int)first, (int)end));
}
