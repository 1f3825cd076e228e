using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>Causal attention within packed sequences; (sequence, key head) pairs are shared out over the threads and do not touch each other's results.</summary>
internal sealed unsafe class PackedAttentionFunction : autograd.SingleTensorFunction<PackedAttentionFunction>
{
    public override string Name => nameof(PackedAttentionFunction);

    /// <summary>softmax(q kᵀ / √E) v, causal, a sequence at a time.</summary>
    public static Tensor Of(Tensor q, Tensor k, Tensor v, long[] lengths)
    {
        if (is_grad_enabled())
        {
            return apply(q, k, v, lengths);
        }

        var (y, logSums) = Values(q, k, v, lengths);
        logSums.Dispose();
        return y;
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor q = ((Tensor)vars[0]).contiguous(), k = ((Tensor)vars[1]).contiguous(), v = ((Tensor)vars[2]).contiguous();
        var lengths = (long[])vars[3];
        var (y, logSums) = Values(q, k, v, lengths);
        KeptTensors.Keep(ctx, vars, q, k, v, logSums);
        ctx.save_data("lengths", lengths);
        return y;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => KeptTensors.Backward(ctx, [grad_output], kept =>
    {
        Tensor q = kept[0], k = kept[1], v = kept[2], dy = grad_output.contiguous();
        int heads = (int)q.shape[1], kvHeads = (int)k.shape[1], width = (int)q.shape[2];
        Tensor dq = empty_like(q), dk = zeros_like(k), dv = zeros_like(v);
        float* pq = HostRows.Pointer(q), pk = HostRows.Pointer(k), pv = HostRows.Pointer(v), ps = HostRows.Pointer(kept[3]), pdy = HostRows.Pointer(dy);
        float* pdq = HostRows.Pointer(dq), pdk = HostRows.Pointer(dk), pdv = HostRows.Pointer(dv);
        ForEach((long[])ctx.get_data("lengths"), heads, kvHeads, width, (tiles, start, length, kvHead) =>
        {
            long wide = start * heads * width, narrow = start * kvHeads * width;
            tiles.Backward(
                pq + wide, pk + narrow, pv + narrow, ps + (start * heads), pdy + wide, pdq + wide, pdk + narrow, pdv + narrow, length, kvHead);
        });
        return [dq, dk, dv, null!];
    });

    private static (Tensor Result, Tensor LogSums) Values(Tensor queries, Tensor keys, Tensor values, long[] lengths)
    {
        using Tensor q = queries.contiguous(), k = keys.contiguous(), v = values.contiguous();
        int heads = (int)q.shape[1], kvHeads = (int)k.shape[1], width = (int)q.shape[2];
        Tensor y = empty_like(q), logSums = empty(q.shape[0], heads);
        float* pq = HostRows.Pointer(q), pk = HostRows.Pointer(k), pv = HostRows.Pointer(v), py = HostRows.Pointer(y), ps = HostRows.Pointer(logSums);
        ForEach(lengths, heads, kvHeads, width, (tiles, start, length, kvHead) =>
        {
            long wide = start * heads * width, narrow = start * kvHeads * width;
            tiles.Forward(pq + wide, pk + narrow, pv + narrow, py + wide, ps + (start * heads), length, kvHead);
        });
        return (y, logSums);
    }

    private static void ForEach(long[] lengths, int heads, int kvHeads, int width, Action<AttentionTiles, long, int, int> work)
    {
        var starts = new long[lengths.Length];
        for (var i = 1; i < lengths.Length; i++)
        {
            starts[i] = starts[i - 1] + lengths[i - 1];
        }

        var items = lengths.Length * kvHeads;
        var next = -1;
        HostThreads.Run(HostRows.Parts(items, lengths.Sum() * heads * width / items), _ =>
        {
            using var tiles = new AttentionTiles(heads, kvHeads, width, (int)lengths.Max());
            for (var item = Interlocked.Increment(ref next); item < items; item = Interlocked.Increment(ref next))
            {
                work(tiles, starts[item / kvHeads], (int)lengths[item / kvHeads], item % kvHeads);
            }
        });
    }
}
