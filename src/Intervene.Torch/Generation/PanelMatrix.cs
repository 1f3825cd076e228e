using Intervene.Torch.Ops.Fused;
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
        panels = new HostBuffer(zeros((long)Panels * PanelKernels.Columns, inputs));
        var from = HostRows.Pointer(matrix);
        Parallel.For(0, Panels, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, panel => Pack(from, panel));
        if (biases.Length > 0)
        {
            bias = new HostBuffer(nn.functional.pad(cat(biases.Select(Plain).ToArray()), [0, (Panels * PanelKernels.Columns) - outputs]).unsqueeze(0));
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
            for (var panel = (int)from; panel < to; panel++)
            {
                One(x, y, rows, add, panel);
            }
        });

    public void Dispose()
    {
        panels.Dispose();
        bias?.Dispose();
    }

    private void One(float* x, float* y, int rows, bool add, int panel)
    {
        var column = panel * PanelKernels.Columns;
        var weights = panels.Row(column);
        var offset = bias is null ? null : bias.Row(0) + column;
        if (column + PanelKernels.Columns <= outputs)
        {
            PanelKernels.Multiply(x, inputs, inputs, weights, offset, y + column, outputs, rows, add);
            return;
        }

        var edge = stackalloc float[PanelKernels.Rows * PanelKernels.Columns];
        for (var row = 0; row < rows; row += PanelKernels.Rows)
        {
            var count = Math.Min(PanelKernels.Rows, rows - row);
            PanelKernels.Multiply(x + ((long)row * inputs), inputs, inputs, weights, offset, edge, PanelKernels.Columns, count, add: false);
            for (var i = 0; i < count; i++)
            {
                for (var j = column; j < outputs; j++)
                {
                    var value = edge[(i * PanelKernels.Columns) + j - column];
                    var at = y + ((long)(row + i) * outputs) + j;
                    *at = add ? *at + value : value;
                }
            }
        }
    }

    private void Pack(float* from, int panel)
    {
        var first = panel * PanelKernels.Columns;
        var into = panels.Row(first);
        for (var j = 0; j < Math.Min(PanelKernels.Columns, outputs - first); j++)
        {
            var row = from + ((long)(first + j) * inputs);
            for (var k = 0; k < inputs; k++)
            {
                into[((long)k * PanelKernels.Columns) + j] = row[k];
            }
        }
    }

    private static Tensor Plain(Tensor tensor) => tensor.detach().to(float32).contiguous();
}
