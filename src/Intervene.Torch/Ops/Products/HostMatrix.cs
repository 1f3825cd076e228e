using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Products;

/// <summary>A float32 matrix in host memory, whose element (i, j) stands at <c>First[i · Row + j · Step]</c>.</summary>
/// <param name="first">The element (0, 0).</param>
/// <param name="row">From row to row.</param>
/// <param name="step">From column to column.</param>
internal readonly unsafe struct HostMatrix(float* first, nint row, nint step)
{
    /// <summary>The element (0, 0).</summary>
    public float* First => first;

    /// <summary>From row to row.</summary>
    public nint Row => row;

    /// <summary>From column to column.</summary>
    public nint Step => step;

    /// <summary>The same elements, rows as columns.</summary>
    public HostMatrix Transposed => new(first, step, row);

    /// <summary>A contiguous tensor, its last axis as the columns; it outlives the use.</summary>
    public static HostMatrix Of(Tensor tensor) => new(HostRows.Pointer(tensor), (nint)tensor.shape[^1], 1);

    /// <summary>The matrix from a column on.</summary>
    public HostMatrix From(nint column) => new(first + (column * step), row, step);
}
