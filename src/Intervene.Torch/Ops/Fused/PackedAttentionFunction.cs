using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Packing;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>
/// Causal attention within packed sequences. Threads take pairs of a sequence and a key head, which do not touch each other's results; the gradients
/// of rows that sequences share are added up afterwards, in the order of the sequences.
/// </summary>
internal sealed unsafe class PackedAttentionFunction : autograd.SingleTensorFunction<PackedAttentionFunction>
{
    public override string Name => nameof(PackedAttentionFunction);

    /// <summary>softmax(q kᵀ / √E) v, causal, a sequence at a time.</summary>
    public static Tensor Of(Tensor q, Tensor k, Tensor v, SequenceRows[] sequences)
    {
        if (is_grad_enabled())
        {
            return apply(q, k, v, sequences);
        }

        var (y, logSums) = Values(q, k, v, sequences);
        logSums.Dispose();
        return y;
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor q = ((Tensor)vars[0]).contiguous(), k = ((Tensor)vars[1]).contiguous(), v = ((Tensor)vars[2]).contiguous();
        var sequences = (SequenceRows[])vars[3];
        var (y, logSums) = Values(q, k, v, sequences);
        KeptTensors.Keep(ctx, vars, q, k, v, logSums);
        ctx.save_data("sequences", sequences);
        return y;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => KeptTensors.Backward(ctx, [grad_output], kept =>
    {
        var sequences = (SequenceRows[])ctx.get_data("sequences");
        Tensor q = kept[0], k = kept[1], v = kept[2], dy = grad_output.contiguous();
        int heads = (int)q.shape[1], kvHeads = (int)k.shape[1], width = (int)q.shape[2];
        var starts = new long[sequences.Length + 1]; // where each sequence begins when all are laid out in full
        for (var i = 0; i < sequences.Length; i++)
        {
            starts[i + 1] = starts[i] + sequences[i].Tokens;
        }

        Tensor dq = empty_like(q), dk = zeros(starts[^1], kvHeads, width), dv = zeros_like(dk);
        float* pq = HostRows.Pointer(q), pk = HostRows.Pointer(k),
        pv = HostRows.Pointer(v), ps = HostRows.Pointer(kept[3]), pdy = HostRows.Pointer(dy);
        float* pdq = HostRows.Pointer(dq), pdk = HostRows.Pointer(dk), pdv = HostRows.Pointer(dv);
        ForEach(sequences, heads, kvHeads, width, (tiles, i, kvHead) =>
        {
            var at = starts[i] * kvHeads * width;
            tiles.Backward(pq, pk, pv, ps, pdy, pdq, pdk + at, pdv + at, sequences[i], kvHead);
        });
        if (sequences.All(s => s.PrefixLength == 0))
        {
            return [dq, dk, dv, null!];
        }

        int[] rows = [.. sequences.SelectMany(s => Enumerable.Range(0, s.Tokens).Select(s.Row))];
        return [dq, RowGatherFunction.Sum(dk, rows, k.shape), RowGatherFunction.Sum(dv, rows, v.shape), null!];
    });

    private static (Tensor Result, Tensor LogSums) Values(Tensor queries, Tensor keys, Tensor values, SequenceRows[] sequences)
    {
        using Tensor q = queries.contiguous(), k = keys.contiguous(), v = values.contiguous();
        int heads = (int)q.shape[1], kvHeads = (int)k.shape[1], width = (int)q.shape[2];
        Tensor y = empty_like(q), logSums = empty(q.shape[0], heads);
        float* pq = HostRows.Pointer(q), pk = HostRows.Pointer(k), pv = HostRows.Pointer(v), py = HostRows.Pointer(y), ps = HostRows.Pointer(logSums);
        ForEach(sequences, heads, kvHeads, width, (tiles, i, kvHead) => tiles.Forward(pq, pk, pv, py, ps, sequences[i], kvHead));
        return (y, logSums);
    }

    private static void ForEach(SequenceRows[] sequences, int heads, int kvHeads, int width, Action<AttentionTiles, int, int> work)
    {
        int items = sequences.Length * kvHeads, next = -1;
        HostThreads.Run(HostRows.Parts(items, (long)sequences.Sum(s => s.Length) * heads * width / items), _ =>
        {
            using var tiles = new AttentionTiles(heads, kvHeads, width, sequences.Max(s => s.Tokens));
            for (var item = Interlocked.Increment(ref next); item < items; item = Interlocked.Increment(ref next))
            {
                work(tiles, item / kvHeads, item % kvHeads);
            }
        });
    }
}
