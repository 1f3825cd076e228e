using Intervene.Models;
using Intervene.Torch.Models;
using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Products;
using static TorchSharp.torch;

namespace Intervene.Torch.Engine;

/// <summary>
/// Computes on the host: sends single tokens through the model, against the keys and values in blocks, and draws tokens of the logits, in buffers
/// made once. Prompt tokens and sampled tokens take the same path, and a row's result does not depend on the rows beside it.
/// </summary>
internal sealed unsafe class Runner : IDisposable
{
    private const int MostParts = 64; // threads that draw tokens, each with numbers of its own
    private readonly ModelConfig _config;
    private readonly BlockLayout _layout;
    private readonly DecoderWeights _weights;
    private readonly RopeTable _rope;
    private readonly RowAttention _attention;
    private readonly int _maxRows;
    private readonly HostBuffer _cosines, _sines, _residual, _normed, _projected, _mixed, _gated, _activated, _logits, _scratch;
    private DecoderRow[] _rows = [];

    /// <summary>Lays out a model's present weights and makes the buffers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="maxRows">Rows of a forward pass, at most.</param>
    public Runner(CausalLanguageModel model, int maxRows)
    {
        _config = model.Config;
        _maxRows = maxRows;
        _layout = new BlockLayout(_config.Layers, _config.KeyValueHeads, _config.HeadWidth);
        _weights = new DecoderWeights(model);
        _rope = new RopeTable(_config);
        (_cosines, _sines) = (new HostBuffer(_rope.All.Cosines), new HostBuffer(_rope.All.Sines));
        _attention = new RowAttention(_layout, _config.Heads, _config.KeyValueHeads, _config.HeadWidth);
        _residual = Buffer(_config.HiddenSize);
        _normed = Buffer(_config.HiddenSize);
        _projected = Buffer((_config.Heads + (2 * _config.KeyValueHeads)) * _config.HeadWidth);
        _mixed = Buffer(_config.Heads * _config.HeadWidth);
        _gated = Buffer(2 * _config.IntermediateSize);
        _activated = Buffer(_config.IntermediateSize);
        _logits = Buffer(_config.VocabularySize);
        _scratch = new HostBuffer(MostParts, _config.VocabularySize);
    }

    /// <summary>How blocks hold keys and values.</summary>
    public BlockLayout Layout => _layout;

    /// <summary>Lays out a model's present weights in place of those before.</summary>
    public void Load(CausalLanguageModel model) => _weights.Load(model);

    /// <summary>
    /// Sends rows through all layers and writes their keys and values; a row sees the rows of its own sequence that stand before it.
    /// </summary>
    /// <remarks>Completions do not see each other: each thread takes its rows through all layers. The rows of a prompt meet at every layer.</remarks>
    public void Forward(DecoderRow[] rows)
    {
        if (rows.Length > _maxRows)
        {
            throw new ArgumentException($"{rows.Length} rows; expected at most {_maxRows}.", nameof(rows));
        }

        _rows = rows;
        var threads = get_num_threads();
        if (rows.Length < threads * PanelKernels.Rows || !Independent(rows))
        {
            Layers(0, rows.Length, threads);
            return;
        }

        HostRows.ForEach(rows.Length, threads, (_, from, to) => Layers((int)from, (int)(to - from), 1));
    }

    /// <summary>Draws tokens from rows of the last forward pass; several may draw from one row.</summary>
    /// <param name="draws">What is drawn, the draws of a row side by side.</param>
    /// <returns>A token for each, and its log-probability; not a number where the row's logits are not finite.</returns>
    public DrawnToken[] Sample(Draw[] draws)
    {
        var at = new int[draws.Length];
        var count = 0;
        for (var i = 0; i < draws.Length; i++)
        {
            if (i == 0 || draws[i].Row != draws[i - 1].Row)
            {
                Norm(_weights.FinalNorm, _residual.Row(draws[i].Row), _normed.Row(count++), 1);
            }

            at[i] = count - 1;
        }

        _weights.Head.Multiply(_normed.Row(0), _logits.Row(0), count, add: false, get_num_threads());
        var drawn = new DrawnToken[draws.Length];
        HostRows.ForEach(draws.Length, Math.Min(MostParts, HostRows.Parts(draws.Length, _config.VocabularySize * 4L)), (part, from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                drawn[i] = TokenDraw.Of(_logits.Row(at[i]), _config.VocabularySize, draws[i], _scratch.Row(part));
            }
        });
        return drawn;
    }

    /// <summary>
    /// The first layer whose output is not finite for a row of the last forward pass, 0-based; −1 where it is the token's embedding, the number of
    /// layers where it is the head.
    /// </summary>
    public int FirstNotFinite(int row)
    {
        Embed(row, 1);
        for (var layer = -1; layer < _config.Layers; layer++)
        {
            if (layer >= 0)
            {
                Layer(layer, row, 1, 1);
            }

            if (!Finite(_residual.Row(row), _config.HiddenSize))
            {
                return layer;
            }
        }

        return _config.Layers;
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { _cosines, _sines, _residual, _normed, _projected, _mixed, _gated, _activated, _logits, _scratch })
        {
            buffer.Dispose();
        }

        _weights.Dispose();
        _rope.Dispose();
    }

    private HostBuffer Buffer(int width) => new(_maxRows, width);

    /// <summary>Whether no row sees another.</summary>
    private static bool Independent(DecoderRow[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Own is null || (i > 0 && rows[i].Own == rows[i - 1].Own))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Finite(float* x, int count)
    {
        var sum = 0f;
        for (var i = 0; i < count; i++)
        {
            sum += x[i] * 0; // not a number where x is not finite
        }

        return sum == 0;
    }

    private void Embed(int from, int count)
    {
        for (var row = from; row < from + count; row++)
        {
            _weights.Embed(_rows[row].Token, _residual.Row(row));
        }
    }

    /// <summary>Takes some rows through all layers.</summary>
    private void Layers(int from, int count, int threads)
    {
        Embed(from, count);
        for (var i = 0; i < _config.Layers; i++)
        {
            Layer(i, from, count, threads);
        }
    }

    private void Layer(int index, int from, int count, int threads)
    {
        var layer = _weights.Layers[index];
        int inner = _config.IntermediateSize, heads = _config.Heads * _config.HeadWidth;
        var all = heads + (2 * _config.KeyValueHeads * _config.HeadWidth);
        float* x = _residual.Row(from), h = _normed.Row(from), p = _projected.Row(from), m = _mixed.Row(from);
        float* g = _gated.Row(from), a = _activated.Row(from);
        Norm(layer.InputNorm, x, h, count);
        layer.QueryKeyValue.Multiply(h, p, count, add: false, threads);
        Share(count, all, threads, (first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                Rotate(index, layer, _rows[from + row], p + ((long)row * all));
            }
        });
        Share(count, 1 << 12, threads, (first, end) =>
            _attention.Apply(p + ((long)first * all), all, m + ((long)first * heads), index, _rows.AsSpan(from + first, end - first)));
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
        var (table, position) = row.Own is null ? (row.Prompt, row.PromptLength - 1) : (row.Own, row.OwnLength - 1);
        _layout.Write(table[position / BlockLayout.Positions], index, position % BlockLayout.Positions, k, v);
    }

    /// <summary>Shares rows out: work(first, end).</summary>
    private static void Share(int rows, int width, int threads, Action<int, int> work) =>
        HostRows.ForEach(rows, Math.Min(threads, HostRows.Parts(rows, width)), (_, first, end) => work((int)first, (int)end));
}
