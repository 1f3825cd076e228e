using System.Runtime.InteropServices;
using Intervene.Torch.Ops.Products;

namespace Intervene.Torch.Ops.Fused;

/// <summary>
/// Causal attention of one sequence and one key head, with all query heads that share it: blocks of queries against the keys before them, so that the scores
/// that exist at a time are [48, length]. Keys and values are laid out as panels; queries and results stay where they are.
/// </summary>
/// <remarks>
/// With S = Q Kᵀ / √E, P = softmax(S) row by row and O = P V: ∂V = Pᵀ ∂O, ∂P = ∂O Vᵀ, ∂S = P ∘ (∂P − rowsum(P ∘ ∂P)), ∂Q = ∂S K / √E and ∂K = ∂Sᵀ Q / √E.
/// The backward pass makes P again from the scores' log-sum-exp.
/// </remarks>
internal sealed unsafe class AttentionTiles : IDisposable
{
    private const int Block = 8 * PanelKernels.Rows;
    private readonly int heads, kvHeads, width, stride;
    private readonly float scale;
    private readonly float* memory, keys, keysAcross, values, rowPanels, scores, scoreGradients;

    /// <summary>Makes the buffers for sequences of at most <paramref name="longest"/> tokens.</summary>
    public AttentionTiles(int heads, int kvHeads, int width, int longest)
    {
        (this.heads, this.kvHeads, this.width) = (heads, kvHeads, width);
        scale = 1f / MathF.Sqrt(width);
        stride = PanelKernels.Up(longest);
        int channels = PanelKernels.Up(width);
        long whole = (long)stride * channels, square = (long)Block * stride;
        memory = (float*)NativeMemory.AlignedAlloc((nuint)(((3 * whole) + (Block * channels) + (2 * square)) * sizeof(float)), 64);
        keys = memory;
        keysAcross = keys + whole;
        values = keysAcross + whole;
        rowPanels = values + whole;
        scores = rowPanels + (Block * channels);
        scoreGradients = scores + square;
    }

    /// <summary>Writes the output of a sequence's tokens, and each score row's log-sum-exp.</summary>
    /// <param name="q">[length, H, E] of the sequence.</param>
    /// <param name="k">[length, K, E].</param>
    /// <param name="v">[length, K, E].</param>
    /// <param name="y">[length, H, E]; written for the query heads of <paramref name="kvHead"/>.</param>
    /// <param name="logSums">[length, H]; written likewise.</param>
    /// <param name="length">Tokens of the sequence.</param>
    /// <param name="kvHead">The key head.</param>
    public void Forward(float* q, float* k, float* v, float* y, float* logSums, int length, int kvHead)
    {
        HostMatrix keyRows = Rows(k, kvHead, kvHeads), valueRows = Rows(v, kvHead, kvHeads);
        PanelLayout.PackAll(keyRows.Transposed, keysAcross, length, width);
        PanelLayout.PackAll(valueRows, values, width, length);
        for (var head = kvHead * heads / kvHeads; head < (kvHead + 1) * heads / kvHeads; head++)
        {
            HostMatrix queries = Rows(q, head, heads), results = Rows(y, head, heads);
            for (var from = 0; from < length; from += Block)
            {
                int rows = Math.Min(Block, length - from), seen = from + rows;
                Multiply(queries, from, Across(keysAcross, seen), scores, rows);
                for (var row = 0; row < rows; row++)
                {
                    logSums[((long)(from + row) * heads) + head] = SoftmaxRow.Forward(scores + ((long)row * stride), from + row + 1, PanelKernels.Up(seen), scale);
                }

                PanelKernels.Multiply(Down(values, length, seen), scores, stride, 1, results.First + (from * results.Row), results.Row, rows, add: false);
            }
        }
    }

    /// <summary>Writes the gradients of a sequence's queries, keys and values for one key head.</summary>
    /// <param name="q">[length, H, E] of the sequence.</param>
    /// <param name="k">[length, K, E].</param>
    /// <param name="v">[length, K, E].</param>
    /// <param name="logSums">[length, H].</param>
    /// <param name="dy">[length, H, E].</param>
    /// <param name="dq">[length, H, E]; written for the query heads of <paramref name="kvHead"/>.</param>
    /// <param name="dk">[length, K, E], zeros; written for the key head.</param>
    /// <param name="dv">[length, K, E], zeros; written for the key head.</param>
    /// <param name="length">Tokens of the sequence.</param>
    /// <param name="kvHead">The key head.</param>
    public void Backward(float* q, float* k, float* v, float* logSums, float* dy, float* dq, float* dk, float* dv, int length, int kvHead)
    {
        HostMatrix keyRows = Rows(k, kvHead, kvHeads), valueRows = Rows(v, kvHead, kvHeads);
        PanelLayout.PackAll(keyRows.Transposed, keysAcross, length, width);
        PanelLayout.PackAll(valueRows.Transposed, values, length, width);
        PanelLayout.PackAll(keyRows, keys, width, length);
        for (var head = kvHead * heads / kvHeads; head < (kvHead + 1) * heads / kvHeads; head++)
        {
            HostMatrix queries = Rows(q, head, heads), upstream = Rows(dy, head, heads), gradients = Rows(dq, head, heads);
            for (var from = 0; from < length; from += Block)
            {
                int rows = Math.Min(Block, length - from), seen = from + rows;
                Multiply(queries, from, Across(keysAcross, seen), scores, rows);
                Multiply(upstream, from, Across(values, seen), scoreGradients, rows);
                for (var row = 0; row < rows; row++)
                {
                    var at = (long)row * stride;
                    SoftmaxRow.Backward(scores + at, scoreGradients + at, logSums[((long)(from + row) * heads) + head], from + row + 1, PanelKernels.Up(seen), scale);
                }

                PanelKernels.Multiply(Down(keys, length, seen), scoreGradients, stride, 1, gradients.First + (from * gradients.Row), gradients.Row, rows, add: false);
                Spread(scores, upstream, from, rows, Rows(dv, kvHead, kvHeads));
                Spread(scoreGradients, queries, from, rows, Rows(dk, kvHead, kvHeads));
            }
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(memory);

    /// <summary>A head's rows: token by token.</summary>
    private HostMatrix Rows(float* x, int head, int count) => new(x + ((long)head * width), (nint)count * width, 1);

    /// <summary>The first keys or values as columns.</summary>
    private Panels Across(float* panels, int seen) => new(panels, (nint)width * PanelKernels.Columns, width, PanelKernels.Up(seen), null);

    /// <summary>The first keys or values as rows.</summary>
    private Panels Down(float* panels, int length, int seen) => new(panels, (nint)length * PanelKernels.Columns, seen, width, null);

    private void Multiply(HostMatrix x, int from, Panels by, float* into, int rows) =>
        PanelKernels.Multiply(by, x.First + (from * x.Row), x.Row, 1, into, stride, rows, add: false);

    /// <summary>Adds weightsᵀ times a block's rows to every position that the rows see.</summary>
    private void Spread(float* weights, HostMatrix x, int from, int rows, HostMatrix into)
    {
        PanelLayout.PackAll(new HostMatrix(x.First + (from * x.Row), x.Row, 1), rowPanels, width, rows);
        PanelKernels.Multiply(new Panels(rowPanels, (nint)rows * PanelKernels.Columns, rows, width, null), weights, 1, stride, into.First, into.Row, from + rows, add: true);
    }
}
