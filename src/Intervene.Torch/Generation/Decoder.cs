using Intervene.Models;
using Intervene.Torch.Models;
using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Products;
using static TorchSharp.torch;

namespace Intervene.Torch.Generation;

/// <summary>
/// The forward pass of generation: a batch of single tokens against cached keys and values, in buffers made once. Prompt tokens and sampled tokens take
/// the same path, and a row's result does not depend on the rows beside it.
/// </summary>
internal sealed unsafe class Decoder : IDisposable
{
    private readonly ModelConfig _config;
    private readonly DecoderWeights _weights;
    private readonly RopeTable _rope;
    private readonly RowAttention _attention;
    private readonly int _maxRows;
    private readonly HostBuffer _cosines, _sines, _residual, _normed, _projected, _mixed, _gated, _activated, _logits;

    public Decoder(CausalLanguageModel model, int maxRows, int prefixSlots, int prefixPositions, int suffixSlots, int suffixPositions)
    {
        _config = model.Config;
        _weights = new DecoderWeights(model);
        _rope = new RopeTable(_config);
        (_cosines, _sines) = (new HostBuffer(_rope.All.Cosines), new HostBuffer(_rope.All.Sines));
        _attention = new RowAttention(_config.Heads, _config.KeyValueHeads, _config.HeadWidth);
        _maxRows = maxRows;
        var kv = _config.KeyValueHeads * _config.HeadWidth;
        Prefixes = new KeyValueStore(_config.Layers, prefixSlots, prefixPositions, _config.KeyValueHeads, _config.HeadWidth);
        Suffixes = new KeyValueStore(_config.Layers, suffixSlots, suffixPositions, _config.KeyValueHeads, _config.HeadWidth);
        _residual = Buffer(_config.HiddenSize);
        _normed = Buffer(_config.HiddenSize);
        _projected = Buffer((_config.Heads * _config.HeadWidth) + (2 * kv));
        _mixed = Buffer(_config.Heads * _config.HeadWidth);
        _gated = Buffer(2 * _config.IntermediateSize);
        _activated = Buffer(_config.IntermediateSize);
        _logits = Buffer(_config.VocabularySize);
    }

    /// <summary>Keys and values of prompts, shared by the completions of a request.</summary>
    public KeyValueStore Prefixes { get; }

    /// <summary>Keys and values of completions.</summary>
    public KeyValueStore Suffixes { get; }

    /// <summary>The logits of a row of the last <see cref="Logits"/>.</summary>
    public float* LogitsOf(int row) => _logits.Row(row);

    /// <summary>Sends rows through all layers and writes their keys and values; a row sees the rows of its own sequence that stand before it.</summary>
    /// <remarks>Completions do not see each other: each thread takes its rows through all layers. The rows of a prompt meet at every layer.</remarks>
    public void Forward(ReadOnlySpan<DecoderRow> rows)
    {
        if (rows.Length > _maxRows)
        {
            throw new ArgumentException($"{rows.Length} rows; expected at most {_maxRows}.", nameof(rows));
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
        var width = _config.HiddenSize;
        for (var i = 0; i < rows.Length; i++)
        {
            NormRows.Forward(_residual.Row(rows[i]), _weights.FinalNorm.Row(0), _normed.Row(i), (float)_config.RmsNormEpsilon, width);
        }

        _weights.Head.Multiply(_normed.Row(0), _logits.Row(0), rows.Length, add: false, get_num_threads());
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { _cosines, _sines, _residual, _normed, _projected, _mixed, _gated, _activated, _logits })
        {
            buffer.Dispose();
        }

        Prefixes.Dispose();
        Suffixes.Dispose();
        _weights.Dispose();
        _rope.Dispose();
    }

    private HostBuffer Buffer(int width) => new(_maxRows, width);

    /// <summary>Takes some rows through all layers.</summary>
    private void Layers(DecoderRow[] rows, int from, int count, int threads)
    {
        var width = _config.HiddenSize;
        for (var row = from; row < from + count; row++)
        {
            new ReadOnlySpan<float>(_weights.Embedding.Row(rows[row].Token), width).CopyTo(new Span<float>(_residual.Row(row), width));
        }

        for (var i = 0; i < _weights.Layers.Length; i++)
        {
            Layer(i, rows, from, count, threads);
        }
    }

    private void Layer(int index, DecoderRow[] rows, int from, int count, int threads)
    {
        var layer = _weights.Layers[index];
        int inner = _config.IntermediateSize, heads = _config.Heads * _config.HeadWidth, all = heads + (2 * _config.KeyValueHeads * _config.HeadWidth);
        float* x = _residual.Row(from), h = _normed.Row(from), p = _projected.Row(from), m = _mixed.Row(from), g = _gated.Row(from), a = _activated.Row(from);
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
            _attention.Apply(p + ((long)first * all), all, m + ((long)first * heads), Prefixes, Suffixes, index, rows.AsSpan(from + first, end - first)));
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
        var width = _config.HiddenSize;
        for (var row = 0; row < rows; row++, x += width, y += width)
        {
            NormRows.Forward(x, weight.Row(0), y, (float)_config.RmsNormEpsilon, width);
        }
    }

    /// <summary>Normalises and rotates a row's queries and keys, and keeps its keys and values.</summary>
    private void Rotate(int index, DecoderLayer layer, DecoderRow row, float* q)
    {
        var width = _config.HeadWidth;
        float* k = q + (_config.Heads * width), v = k + (_config.KeyValueHeads * width);
        float* cosine = _cosines.Row(row.Position), sine = _sines.Row(row.Position);
        var epsilon = (float)_config.RmsNormEpsilon;
        RowKernels.NormAndRotate(q, _config.Heads, width, layer.QueryNorm is null ? null : layer.QueryNorm.Row(0), epsilon, cosine, sine);
        RowKernels.NormAndRotate(k, _config.KeyValueHeads, width, layer.KeyNorm is null ? null : layer.KeyNorm.Row(0), epsilon, cosine, sine);
        var (store, slot, position) = row.SuffixSlot < 0 ? (Prefixes, row.PrefixSlot, row.PrefixLength - 1) : (Suffixes, row.SuffixSlot, row.SuffixLength - 1);
        store.Write(index, slot, position, k, v);
    }

    /// <summary>Shares rows out: work(first, end).</summary>
    private static void Share(int rows, int width, int threads, Action<int, int> work) =>
        HostRows.ForEach(rows, Math.Min(threads, HostRows.Parts(rows, width)), (_, first, end) => work((int)first, (int)end));
}
