namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>A tensor of a GGUF.</summary>
/// <param name="Name">Its name in the words of llama.cpp, e.g. <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Type">The type of its blocks.</param>
/// <param name="Shape">Its shape, slowest axis first as torch counts it (the file stores it in reverse).</param>
/// <param name="Start">Where its bytes begin in the file.</param>
public sealed record GgufTensor(string Name, GgufType Type, IReadOnlyList<long> Shape, long Start)
{
    /// <summary>Number of values.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Number of bytes.</summary>
    public long Bytes => Elements / GgufBlocks.Values(Type) * GgufBlocks.Bytes(Type);
}
