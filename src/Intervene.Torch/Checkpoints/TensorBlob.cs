using Intervene.Models.Weights;

namespace Intervene.Torch.Checkpoints;

/// <summary>A tensor that is to be written: its description, and how to write its bytes when their turn comes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">Its element type by the header's name, e.g. <c>BF16</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Write">Writes exactly <see cref="Bytes"/> bytes, little-endian.</param>
public sealed record TensorBlob(string Name, string Dtype, IReadOnlyList<long> Shape, Action<Stream> Write)
{
    /// <summary>Number of elements.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Number of bytes.</summary>
    public long Bytes => Elements * StoredTypes.Bits(Dtype) / 8;
}
