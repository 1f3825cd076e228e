using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Products;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Generation;

/// <summary>
/// A weight matrix laid out for products with few rows: panels of sixteen outputs, each with its inputs one after another, so that a product reads the
/// weights once, from start to end, and packs nothing. A result's sum runs over the inputs in order: it does not depend on the rows beside it.
/// </summary>
internal sealed unsafe class PanelMatrix : IDisposable
{
    private readonly HostBuffer panels; // [panels · 16, K] elements, a panel's as [K, 16]
    private readonly HostBuffer? bias;
    private readonly int inputs, outputs;

    /// <summary>Copies weights [N₁, K], [N₂, K], … one below the other, with their biases.</summary>
    /// <param name="weights">Matrices over the same inputs.</param>
    /// <param name="biases">A bias for each, or none.</param>
    public PanelMatrix(Tensor[] weights, Tensor[] biases)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var matrix = cat(weights.Select(Plain).ToArray());
        (outputs, inputs) = ((int)matrix.shape[0], (int)matrix.shape[1]);
        panels = new HostBuffer((long)Panels * PanelKernels.Columns, inputs);
        var from = HostRows.Pointer(matrix);
        HostRows.Share(Panels, (long)inputs * PanelKernels.Columns, (first, end) =>
        {
            var column = (int)first * PanelKernels.Columns;
            PanelLayout.PackAll(
                new HostMatrix(from + ((long)column * inputs), 1, inputs), panels.Row(column), Math.Min((int)end * PanelKernels.Columns, outputs) - column, inputs);
        });
        if (biases.Length > 0)
        {
            bias = new HostBuffer(cat(biases.Select(Plain).ToArray()).unsqueeze(0));
        }
    }

    private int Panels => PanelKernels.Up(outputs) / PanelKernels.Columns;

    /// <summary>y = x Wᵀ + b, or y += x Wᵀ + b.</summary>
    /// <param name="x">[rows, K].</param>
    /// <param name="y">[rows, N].</param>
    /// <param name="rows">Rows of both.</param>
    /// <param name="add">Whether the product is added to y.</param>
    /// <param name="threads">How many threads share the panels.</param>
    public void Multiply(float* x, float* y, int rows, bool add, int threads) =>
        HostRows.ForEach(Panels, Math.Min(threads, HostRows.Parts(Panels, (long)rows * inputs)), (_, from, to) =>
        {
            var column = (int)from * PanelKernels.Columns;
            var part = new Panels(
                panels.Row(column), (nint)inputs * PanelKernels.Columns, inputs, Math.Min((int)to * PanelKernels.Columns, outputs) - column,
                bias is null ? null : bias.Row(0) + column);
            PanelKernels.Multiply(part, x, inputs, 1, y + column, outputs, rows, add);
        });

    public void Dispose()
    {
        panels.Dispose();
        bias?.Dispose();
    }

    private static Tensor Plain(Tensor tensor) => tensor.detach().to(float32).contiguous();
}
