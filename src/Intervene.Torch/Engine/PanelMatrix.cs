using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Products;
using static TorchSharp.torch;

namespace Intervene.Torch.Engine;

/// <summary>
/// A weight matrix laid out for products with few rows: panels of sixteen outputs, each with its inputs one after another, so that a product reads
/// the weights once, from start to end, and packs nothing. A result's sum runs over the inputs in order: it does not depend on the rows beside it.
/// </summary>
internal sealed unsafe class PanelMatrix : IDisposable
{
    private readonly PackedMatrix _packed;
    private readonly HostBuffer? _bias;

    /// <summary>Copies weights [N₁, K], [N₂, K], … one below the other, with their biases.</summary>
    /// <param name="weights">Matrices over the same inputs.</param>
    /// <param name="biases">A bias for each, or none.</param>
    public PanelMatrix(Tensor[] weights, Tensor[] biases)
    {
        var outputs = weights.Sum(weight => weight.shape[0]);
        _bias = biases.Length > 0 ? new HostBuffer(1, (int)outputs) : null;
        _packed = new PackedMatrix((int)outputs, (int)weights[0].shape[1], _bias is null ? null : _bias.Row(0));
        Fill(weights, biases);
    }

    /// <summary>Copies other weights of the same shapes over these.</summary>
    public void Fill(Tensor[] weights, Tensor[] biases)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _packed.Fill(HostMatrix.Of(Joined(weights)).Transposed);
        _bias?.Fill(Joined(biases).unsqueeze(0));
    }

    /// <summary>Writes the weights of one output, [K].</summary>
    public void Output(int output, float* into)
    {
        var panels = _packed.Panels;
        var at = panels.First + (output / PanelKernels.Columns * panels.Span) + (output % PanelKernels.Columns);
        for (var k = 0; k < panels.Depth; k++)
        {
            into[k] = at[(nint)k * PanelKernels.Columns];
        }
    }

    /// <summary>y = x Wᵀ + b, or y += x Wᵀ + b.</summary>
    /// <param name="x">[rows, K].</param>
    /// <param name="y">[rows, N].</param>
    /// <param name="rows">Rows of both.</param>
    /// <param name="add">Whether the product is added to y.</param>
    /// <param name="threads">How many threads share the panels.</param>
    public void Multiply(float* x, float* y, int rows, bool add, int threads)
    {
        var all = _packed.Panels;
        var count = PanelKernels.Up(all.Columns) / PanelKernels.Columns;
        HostRows.ForEach(count, Math.Min(threads, HostRows.Parts(count, (long)rows * all.Depth)), (_, from, to) => PanelKernels.Multiply(
            all.Part((int)from, (int)to), x, all.Depth, 1, y + (from * PanelKernels.Columns), all.Columns, rows, add));
    }

    public void Dispose()
    {
        _packed.Dispose();
        _bias?.Dispose();
    }

    private static Tensor Joined(Tensor[] tensors) => tensors.Length == 1 ? Plain(tensors[0]) : cat(tensors.Select(Plain).ToArray());

    private static Tensor Plain(Tensor tensor) => tensor.detach().cpu().to(float32).contiguous();
}
