using Intervene.Torch.Ops.Fused;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>Causal attention within each of several packed sequences: no padding, no attention across sequences.</summary>
public static class PackedAttention
{
    /// <summary>softmax(q kᵀ / √E) v, causal, a sequence at a time; fused for float32 on a CPU.</summary>
    /// <param name="q">[T, H, E].</param>
    /// <param name="k">[T, K, E]; K divides H.</param>
    /// <param name="v">[T, K, E].</param>
    /// <param name="lengths">The sequences' lengths; their sum is T.</param>
    /// <returns>[T, H, E].</returns>
    public static Tensor Causal(Tensor q, Tensor k, Tensor v, long[] lengths)
    {
        Shape.Require(q, nameof(q), -1, -1, -1);
        Shape.Require(k, nameof(k), q.shape[0], -1, q.shape[2]);
        Shape.Require(v, nameof(v), k.shape);
        if (lengths.Length > 0 && HostRows.Fits(q) && HostRows.Fits(k) && HostRows.Fits(v))
        {
            return PackedAttentionFunction.Of(q, k, v, lengths);
        }

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

    /// <summary>The same where sequences share rows: queries, keys and values are laid out for each sequence in full, and each row keeps one of its results.</summary>
    /// <param name="q">[T, H, E].</param>
    /// <param name="k">[T, K, E].</param>
    /// <param name="v">[T, K, E].</param>
    /// <param name="lengths">The sequences' full lengths.</param>
    /// <param name="sharing">Which row each token of each sequence is; null where every token has its own.</param>
    /// <returns>[T, H, E].</returns>
    public static Tensor Causal(Tensor q, Tensor k, Tensor v, long[] lengths, RowSharing? sharing)
    {
        if (sharing is null)
        {
            return Causal(q, k, v, lengths);
        }

        using var scope = NewDisposeScope();
        var mixed = Causal(RowGather.Of(q, sharing.Rows), RowGather.Of(k, sharing.Rows), RowGather.Of(v, sharing.Rows), lengths);
        return RowGather.Of(mixed, sharing.Kept).MoveToOuterDisposeScope();
    }

    private static Tensor Widen(Tensor x, long repeat) => repeat == 1 ? x : x.repeat_interleave(repeat, 1);
}
