using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>Rows of a tensor in another order, some more than once, some not at all.</summary>
public static class RowGather
{
    /// <summary>x[rows]; gradients of copies of a row add up.</summary>
    /// <param name="x">[T, …].</param>
    /// <param name="rows">N rows, 0 … T − 1.</param>
    /// <returns>[N, …].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Tensor Of(Tensor x, int[] rows)
    {
        if (rows.Length > 0 && (rows.Min() < 0 || rows.Max() >= x.shape[0]))
        {
            throw new ArgumentOutOfRangeException(nameof(rows), $"The rows are {rows.Min()} … {rows.Max()}; expected 0 … {x.shape[0] - 1}.");
        }

        if (HostRows.Fits(x))
        {
            return RowGatherFunction.Of(x, rows);
        }

        using var index = tensor(rows, dtype: int64, device: x.device);
        return x.index(index); // unlike index_select, its gradients repeat on a card
    }
}
