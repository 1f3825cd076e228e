using System.Runtime.InteropServices;
using Intervene.Torch.Ops.Packing;
using Intervene.Torch.Ops.Products;

namespace Intervene.Torch.Ops.Fused;

/// <summary>
/// Causal attention of one sequence's own rows and one key head, with all query heads that share it: blocks of queries against the keys before them,
/// so that the scores that exist at a time are [36, tokens]. Keys and values are laid out as panels; queries and results stay where they are.
/// </summary>
/// <remarks>
/// With S = Q Kᵀ / √E, P = softmax(S) row by row and O = P V: ∂V = Pᵀ ∂O, ∂P = ∂O Vᵀ, ∂S = P ∘ (∂P − rowsum(P ∘ ∂P)), ∂Q = ∂S K / √E and ∂K = ∂Sᵀ Q /
/// √E. The backward pass makes P again from the scores' log-sum-exp.
/// </remarks>
internal sealed unsafe class AttentionTiles : IDisposable
{
    private const int Block = 6 * PanelKernels.Rows;
    private readonly int _heads, _kvHeads, _width, _stride;
    private readonly float _scale;
    private readonly float* _memory, _keyRows, _valueRows, _keys, _keysAcross, _values, _rowPanels, _scores, _scoreGradients;

    /// <summary>Makes the buffers for sequences of at most <paramref name="longest"/> tokens.</summary>
    public AttentionTiles(int heads, int kvHeads, int width, int longest)
    {
        (_heads, _kvHeads, _width) = (heads, kvHeads, width);
        _scale = 1f / MathF.Sqrt(width);
        _stride = PanelKernels.Up(longest);
        var channels = PanelKernels.Up(width);
        long whole = (long)_stride * channels, square = (long)Block * _stride;
        _memory = (float*)NativeMemory.AlignedAlloc((nuint)(((5 * whole) + (Block * channels) + (2 * square)) * sizeof(float)), 64);
        _keyRows = _memory;
        _valueRows = _keyRows + whole;
        _keys = _valueRows + whole;
        _keysAcross = _keys + whole;
        _values = _keysAcross + whole;
        _rowPanels = _values + whole;
        _scores = _rowPanels + (Block * channels);
        _scoreGradients = _scores + square;
    }

    /// <summary>Writes the output of a sequence's own rows, and each score row's log-sum-exp.</summary>
    /// <param name="q">[T, H, E].</param>
    /// <param name="k">[T, K, E].</param>
    /// <param name="v">[T, K, E].</param>
    /// <param name="y">[T, H, E]; written for the sequence's own rows and the query heads of <paramref name="kvHead"/>.</param>
    /// <param name="logSums">[T, H]; written likewise.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="kvHead">The key head.</param>
    public void Forward(float* q, float* k, float* v, float* y, float* logSums, SequenceRows sequence, int kvHead)
    {
        Gather(k, v, sequence, kvHead);
        PanelLayout.PackAll(new HostMatrix(_keyRows, 1, _width), _keysAcross, sequence.Tokens, _width);
        PanelLayout.PackAll(new HostMatrix(_valueRows, _width, 1), _values, _width, sequence.Tokens);
        for (var head = kvHead * _heads / _kvHeads; head < (kvHead + 1) * _heads / _kvHeads; head++)
        {
            for (var from = 0; from < sequence.Length; from += Block)
            {
                int rows = Math.Min(Block, sequence.Length - from), before = sequence.PrefixLength + from, seen = before + rows;
                HostMatrix queries = Own(q, sequence, from, head), results = Own(y, sequence, from, head);
                PanelKernels.Multiply(Across(_keysAcross, seen), queries.First, queries.Row, 1, _scores, _stride, rows, add: false);
                for (var row = 0; row < rows; row++)
                {
                    logSums[((long)(sequence.Start + from + row) * _heads) + head] =
                        SoftmaxRow.Forward(_scores + ((long)row * _stride), before + row + 1, PanelKernels.Up(seen), _scale);
                }

                PanelKernels.Multiply(Down(_values, sequence.Tokens, seen), _scores, _stride, 1, results.First, results.Row, rows, add: false);
            }
        }
    }

    /// <summary>Writes the gradients of a sequence's own queries and of all its keys and values for one key head.</summary>
    /// <param name="q">[T, H, E].</param>
    /// <param name="k">[T, K, E].</param>
    /// <param name="v">[T, K, E].</param>
    /// <param name="logSums">[T, H].</param>
    /// <param name="dy">[T, H, E].</param>
    /// <param name="dq">[T, H, E]; written for the sequence's own rows.</param>
    /// <param name="dk">[tokens, K, E] of the sequence in full, zeros; written for the key head.</param>
    /// <param name="dv">[tokens, K, E] of the sequence in full, zeros; written for the key head.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="kvHead">The key head.</param>
    public void Backward(float* q, float* k, float* v, float* logSums, float* dy, float* dq, float* dk, float* dv, SequenceRows sequence, int kvHead)
    {
        Gather(k, v, sequence, kvHead);
        PanelLayout.PackAll(new HostMatrix(_keyRows, 1, _width), _keysAcross, sequence.Tokens, _width);
        PanelLayout.PackAll(new HostMatrix(_valueRows, 1, _width), _values, sequence.Tokens, _width);
        PanelLayout.PackAll(new HostMatrix(_keyRows, _width, 1), _keys, _width, sequence.Tokens);
        for (var head = kvHead * _heads / _kvHeads; head < (kvHead + 1) * _heads / _kvHeads; head++)
        {
            for (var from = 0; from < sequence.Length; from += Block)
            {
                int rows = Math.Min(Block, sequence.Length - from), before = sequence.PrefixLength + from, seen = before + rows;
                HostMatrix queries = Own(q, sequence, from, head),
                upstream = Own(dy, sequence, from, head), gradients = Own(dq, sequence, from, head);
                PanelKernels.Multiply(Across(_keysAcross, seen), queries.First, queries.Row, 1, _scores, _stride, rows, add: false);
                PanelKernels.Multiply(Across(_values, seen), upstream.First, upstream.Row, 1, _scoreGradients, _stride, rows, add: false);
                for (var row = 0; row < rows; row++)
                {
                    var at = (long)row * _stride;
                    var logSum = logSums[((long)(sequence.Start + from + row) * _heads) + head];
                    SoftmaxRow.Backward(_scores + at, _scoreGradients + at, logSum, before + row + 1, PanelKernels.Up(seen), _scale);
                }

                PanelKernels.Multiply(
                    Down(_keys, sequence.Tokens, seen), _scoreGradients, _stride, 1, gradients.First, gradients.Row, rows, add: false);
                Spread(_scores, upstream, rows, seen, dv + ((long)kvHead * _width));
                Spread(_scoreGradients, queries, rows, seen, dk + ((long)kvHead * _width));
            }
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);

    /// <summary>Copies a head's keys and values, the prefix's and the sequence's own, one below the other.</summary>
    private void Gather(float* k, float* v, SequenceRows sequence, int kvHead)
    {
        for (var token = 0; token < sequence.Tokens; token++)
        {
            var from = (((long)sequence.Row(token) * _kvHeads) + kvHead) * _width;
            new ReadOnlySpan<float>(k + from, _width).CopyTo(new Span<float>(_keyRows + ((long)token * _width), _width));
            new ReadOnlySpan<float>(v + from, _width).CopyTo(new Span<float>(_valueRows + ((long)token * _width), _width));
        }
    }

    /// <summary>A query head's rows from one of the sequence's own on.</summary>
    private HostMatrix Own(float* x, SequenceRows sequence, int from, int head) =>
        new(x + ((((long)(sequence.Start + from) * _heads) + head) * _width), (nint)_heads * _width, 1);

    /// <summary>The first keys or values as columns.</summary>
    private Panels Across(float* panels, int seen) => new(panels, (nint)_width * PanelKernels.Columns, _width, PanelKernels.Up(seen), null);

    /// <summary>The first keys or values as rows.</summary>
    private Panels Down(float* panels, int tokens, int seen) => new(panels, (nint)tokens * PanelKernels.Columns, seen, _width, null);

    /// <summary>Adds weightsᵀ times a block's rows to every position that the rows see.</summary>
    private void Spread(float* weights, HostMatrix x, int rows, int seen, float* into)
    {
        PanelLayout.PackAll(x, _rowPanels, _width, rows);
        var block = new Panels(_rowPanels, (nint)rows * PanelKernels.Columns, rows, _width, null);
        PanelKernels.Multiply(block, weights, 1, _stride, into, (nint)_kvHeads * _width, seen, add: true);
    }
}
