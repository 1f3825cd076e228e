using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Packing;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>Causal attention within each of several packed sequences: no padding, no attention across sequences.</summary>
public static class PackedAttention
{
    /// <summary>softmax(q kᵀ / √E) v, causal, a sequence at a time; fused for float32 on a CPU.</summary>
    /// <param name="q">[T, H, E].</param>
    /// <param name="k">[T, K, E]; K divides H.</param>
    /// <param name="v">[T, K, E].</param>
    /// <param name="sequences">The sequences' rows; each of the T rows is one sequence's own.</param>
    /// <returns>[T, H, E].</returns>
    public static Tensor Causal(Tensor q, Tensor k, Tensor v, SequenceRows[] sequences)
    {
        Shape.Require(q, nameof(q), sequences.Sum(s => s.Length), -1, -1);
        Shape.Require(k, nameof(k), q.shape[0], -1, q.shape[2]);
        Shape.Require(v, nameof(v), k.shape);
        if (sequences.Length > 0 && HostRows.Fits(q) && HostRows.Fits(k) && HostRows.Fits(v))
        {
            return PackedAttentionFunction.Of(q, k, v, sequences);
        }

        if (sequences.Length > 0 && HostRows.Widens(q))
        {
            using var wide = NewDisposeScope();
            return PackedAttentionFunction.Of(q.to(float32), k.to(float32), v.to(float32), sequences).to(q.dtype).MoveToOuterDisposeScope();
        }

        if (sequences.All(s => s.PrefixLength == 0))
        {
            return Plain(q, k, v, [.. sequences.Select(s => (long)s.Length)]);
        }

        // Every sequence is laid out in full, and each row keeps its own result.
        using var scope = NewDisposeScope();
        int[] rows = [.. sequences.SelectMany(s => Enumerable.Range(0, s.Tokens).Select(s.Row))];
        var kept = new int[q.shape[0]];
        var at = 0;
        foreach (var sequence in sequences)
        {
            for (var token = sequence.PrefixLength; token < sequence.Tokens; token++)
            {
                kept[sequence.Row(token)] = at + token;
            }

            at += sequence.Tokens;
        }

        var mixed = Plain(RowGather.Of(q, rows), RowGather.Of(k, rows), RowGather.Of(v, rows), [.. sequences.Select(s => (long)s.Tokens)]);
        return RowGather.Of(mixed, kept).MoveToOuterDisposeScope();
    }

    private static Tensor Plain(Tensor q, Tensor k, Tensor v, long[] lengths)
    {
        using var scope = NewDisposeScope();
        var repeat = q.shape[1] / k.shape[1];
        var queries = q.transpose(0, 1).split(lengths, 1);
        var keys = Widen(k, repeat).transpose(0, 1).split(lengths, 1);
        var values = Widen(v, repeat).transpose(0, 1).split(lengths, 1);
        var mixed = new Tensor[lengths.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            mixed[i] = nn.functional.scaled_dot_product_attention(
                queries[i].unsqueeze(0), keys[i].unsqueeze(0), values[i].unsqueeze(0), is_casual: true).squeeze(0).transpose(0, 1);
        }

        return cat(mixed, 0).MoveToOuterDisposeScope();
    }

    private static Tensor Widen(Tensor x, long repeat) => repeat == 1 ? x : x.repeat_interleave(repeat, 1);
}
