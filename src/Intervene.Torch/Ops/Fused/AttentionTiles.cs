using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Intervene.Torch.Ops.Fused;

/// <summary>
/// Causal attention of one sequence and one key head, with all query heads that share it: blocks of queries against the keys before them, so that the
/// scores that exist at a time are [64, length]. Everything is copied into buffers whose rows and columns are whole tiles, the rest zero.
/// </summary>
/// <remarks>
/// With S = Q Kᵀ / √E, P = softmax(S) row by row and O = P V: ∂V = Pᵀ ∂O, ∂P = ∂O Vᵀ, ∂S = P ∘ (∂P − rowsum(P ∘ ∂P)), ∂Q = ∂S K / √E and ∂K = ∂Sᵀ Q / √E.
/// The backward pass makes P again from the scores' log-sum-exp.
/// </remarks>
internal sealed unsafe class AttentionTiles : IDisposable
{
    private const int Block = 64;
    private const int Lanes = 8;
    private readonly int heads, kvHeads, width, padded, stride;
    private readonly float scale;
    private readonly float* memory;
    private readonly float* keys, keysAcross, values, valuesAcross, keyGradients, valueGradients, queries, output, outputGradients, scores, scoreGradients;

    /// <summary>Makes the buffers for sequences of at most <paramref name="longest"/> tokens.</summary>
    public AttentionTiles(int heads, int kvHeads, int width, int longest)
    {
        (this.heads, this.kvHeads, this.width) = (heads, kvHeads, width);
        scale = 1f / MathF.Sqrt(width);
        padded = TileProduct.Up(width, TileProduct.Columns);
        stride = TileProduct.Up(longest, TileProduct.Columns);
        long whole = (long)stride * padded, block = Block * padded, square = (long)Block * stride;
        memory = (float*)NativeMemory.AlignedAlloc((nuint)(((6 * whole) + (3 * block) + (2 * square)) * sizeof(float)), 64);
        keys = memory;
        keysAcross = keys + whole;
        values = keysAcross + whole;
        valuesAcross = values + whole;
        keyGradients = valuesAcross + whole;
        valueGradients = keyGradients + whole;
        queries = valueGradients + whole;
        output = queries + block;
        outputGradients = output + block;
        scores = outputGradients + block;
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
        PackAcross(k + (kvHead * width), keysAcross, length);
        Pack(v + (kvHead * width), kvHeads, values, length, stride, 1f);
        foreach (var (head, from, rows) in Blocks(length, kvHead))
        {
            Pack(q + Offset(from, head), heads, queries, rows, Up(rows), scale);
            for (var i = 0; i < rows; i += TileProduct.Rows)
            {
                Scores(queries, keysAcross, scores, from, i);
                for (var r = i; r < i + TileProduct.Rows; r++)
                {
                    var sum = Softmax(scores + ((long)r * stride), r < rows ? from + r + 1 : 0, Seen(from, i));
                    if (r < rows)
                    {
                        logSums[((long)(from + r) * heads) + head] = sum;
                    }
                }

                Mix(scores, values, output, from, i);
            }

            Unpack(output, y + Offset(from, head), heads, rows, 1f);
        }
    }

    /// <summary>Writes the gradients of a sequence's queries, keys and values for one key head.</summary>
    /// <param name="q">[length, H, E] of the sequence.</param>
    /// <param name="k">[length, K, E].</param>
    /// <param name="v">[length, K, E].</param>
    /// <param name="logSums">[length, H].</param>
    /// <param name="dy">[length, H, E].</param>
    /// <param name="dq">[length, H, E]; written for the query heads of <paramref name="kvHead"/>.</param>
    /// <param name="dk">[length, K, E]; written for the key head.</param>
    /// <param name="dv">[length, K, E]; written for the key head.</param>
    /// <param name="length">Tokens of the sequence.</param>
    /// <param name="kvHead">The key head.</param>
    public void Backward(float* q, float* k, float* v, float* logSums, float* dy, float* dq, float* dk, float* dv, int length, int kvHead)
    {
        PackAcross(k + (kvHead * width), keysAcross, length);
        PackAcross(v + (kvHead * width), valuesAcross, length);
        Pack(k + (kvHead * width), kvHeads, keys, length, stride, 1f);
        new Span<float>(keyGradients, stride * padded).Clear();
        new Span<float>(valueGradients, stride * padded).Clear();
        foreach (var (head, from, rows) in Blocks(length, kvHead))
        {
            Pack(q + Offset(from, head), heads, queries, rows, Up(rows), scale);
            Pack(dy + Offset(from, head), heads, outputGradients, rows, Up(rows), 1f);
            for (var i = 0; i < rows; i += TileProduct.Rows)
            {
                Scores(queries, keysAcross, scores, from, i);
                Scores(outputGradients, valuesAcross, scoreGradients, from, i);
                for (var r = i; r < i + TileProduct.Rows; r++)
                {
                    var logSum = r < rows ? logSums[((long)(from + r) * heads) + head] : 0;
                    Gradient(scores + ((long)r * stride), scoreGradients + ((long)r * stride), logSum, r < rows ? from + r + 1 : 0, Seen(from, i));
                }

                Mix(scoreGradients, keys, output, from, i);
            }

            Unpack(output, dq + Offset(from, head), heads, rows, scale);
            Spread(scores, outputGradients, valueGradients, from, rows);
            Spread(scoreGradients, queries, keyGradients, from, rows);
        }

        Unpack(keyGradients, dk + (kvHead * width), kvHeads, length, 1f);
        Unpack(valueGradients, dv + (kvHead * width), kvHeads, length, 1f);
    }

    public void Dispose() => NativeMemory.AlignedFree(memory);

    private static int Up(int rows) => TileProduct.Up(rows, TileProduct.Rows);

    private static int Seen(int from, int row) => TileProduct.Up(from + row + TileProduct.Rows, TileProduct.Columns);

    private long Offset(int token, int head) => (((long)token * heads) + head) * width;

    private IEnumerable<(int Head, int From, int Rows)> Blocks(int length, int kvHead)
    {
        var group = heads / kvHeads;
        for (var head = kvHead * group; head < (kvHead + 1) * group; head++)
        {
            for (var from = 0; from < length; from += Block)
            {
                yield return (head, from, Math.Min(Block, length - from));
            }
        }
    }

    /// <summary>Four rows of x against all columns that any of them sees.</summary>
    private void Scores(float* x, float* across, float* into, int from, int row) => TileProduct.FourRows(
        x + ((long)row * padded), padded, 1, across, stride, into + ((long)row * stride), stride, Seen(from, row), width, add: false);

    /// <summary>Four rows of weights times what they weigh.</summary>
    private void Mix(float* weights, float* of, float* into, int from, int row) => TileProduct.FourRows(
        weights + ((long)row * stride), stride, 1, of, padded, into + ((long)row * padded), padded, padded, from + row + TileProduct.Rows, add: false);

    /// <summary>Adds weightsᵀ times rows to every position that the rows see.</summary>
    private void Spread(float* weights, float* rows, float* into, int from, int count)
    {
        for (var j = 0; j < from + count; j += TileProduct.Rows)
        {
            var first = Math.Max(0, j - from);
            TileProduct.FourRows(
                weights + ((long)first * stride) + j, 1, stride, rows + ((long)first * padded), padded, into + ((long)j * padded), padded, padded,
                Up(count) - first, add: true);
        }
    }

    /// <summary>Softmax over the first <paramref name="count"/> of a row, zeros up to <paramref name="end"/>; returns the log-sum-exp.</summary>
    private static float Softmax(float* x, int count, int end)
    {
        Mask(x, count, end, float.NegativeInfinity);
        if (count == 0)
        {
            new Span<float>(x, end).Clear();
            return 0;
        }

        var largest = Vector256.Load(x);
        for (var i = Lanes; i < end; i += Lanes)
        {
            largest = Vector256.Max(largest, Vector256.Load(x + i));
        }

        var most = float.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++)
        {
            most = Math.Max(most, largest[lane]);
        }

        var total = Exponentials(x, most, end);
        var scale = Vector256.Create(1f / total);
        for (var i = 0; i < end; i += Lanes)
        {
            Vector256.Store(Vector256.Load(x + i) * scale, x + i);
        }

        return most + MathF.Log(total);
    }

    private static float Exponentials(float* x, float shift, int end)
    {
        var subtract = Vector256.Create(shift);
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < end; i += Lanes)
        {
            var e = FastExp.Of(Vector256.Load(x + i) - subtract);
            Vector256.Store(e, x + i);
            sum += e;
        }

        return Vector256.Sum(sum);
    }

    /// <summary>Turns scores into probabilities and the probabilities' gradients into the scores'.</summary>
    private static void Gradient(float* x, float* dx, float logSum, int count, int end)
    {
        Mask(x, count, end, float.NegativeInfinity);
        Exponentials(x, logSum, end);
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < end; i += Lanes)
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.Load(x + i), Vector256.Load(dx + i), sum);
        }

        var mean = Vector256.Create(Vector256.Sum(sum));
        for (var i = 0; i < end; i += Lanes)
        {
            Vector256.Store(Vector256.Load(x + i) * (Vector256.Load(dx + i) - mean), dx + i);
        }
    }

    private static void Mask(float* x, int count, int end, float with) => new Span<float>(x + count, end - count).Fill(with);

    /// <summary>Copies a head's rows side by side, with zeros beyond its width and its rows.</summary>
    private void Pack(float* x, int headCount, float* into, int rows, int end, float factor)
    {
        new Span<float>(into, end * padded).Clear();
        for (var row = 0; row < rows; row++)
        {
            Scale(x + ((long)row * headCount * width), into + ((long)row * padded), factor);
        }
    }

    private void Unpack(float* x, float* into, int headCount, int rows, float factor)
    {
        for (var row = 0; row < rows; row++)
        {
            Scale(x + ((long)row * padded), into + ((long)row * headCount * width), factor);
        }
    }

    private void Scale(float* x, float* y, float factor)
    {
        var i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            Vector256.Store(Vector256.Load(x + i) * factor, y + i);
        }

        for (; i < width; i++)
        {
            y[i] = x[i] * factor;
        }
    }

    /// <summary>Copies a key head's rows as columns, with zeros beyond the last.</summary>
    private void PackAcross(float* x, float* into, int length)
    {
        for (var e = 0; e < width; e++)
        {
            var row = into + ((long)e * stride);
            for (var j = 0; j < length; j++)
            {
                row[j] = x[((long)j * kvHeads * width) + e];
            }

            new Span<float>(row + length, stride - length).Clear();
        }
    }
}
