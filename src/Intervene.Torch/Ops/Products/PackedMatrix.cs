using System.Runtime.InteropServices;
using Intervene.Torch.Ops.Host;

namespace Intervene.Torch.Ops.Products;

/// <summary>A matrix copied into panels.</summary>
internal sealed unsafe class PackedMatrix : IDisposable
{
    private readonly float* _memory;

    /// <summary>Makes room for a matrix.</summary>
    /// <param name="columns">Columns.</param>
    /// <param name="depth">Rows.</param>
    /// <param name="bias">[columns] that products add, or null; it outlives this.</param>
    public PackedMatrix(int columns, int depth, float* bias = null)
    {
        _memory = (float*)NativeMemory.AlignedAlloc((nuint)PanelKernels.Up(columns) * (nuint)depth * sizeof(float), 64);
        Panels = new Panels(_memory, (nint)depth * PanelKernels.Columns, depth, columns, bias);
    }

    /// <summary>Copies a matrix.</summary>
    /// <param name="b">[depth, columns].</param>
    /// <param name="columns">Columns.</param>
    /// <param name="depth">Rows.</param>
    /// <param name="bias">[columns] that products add, or null; it outlives this.</param>
    public PackedMatrix(HostMatrix b, int columns, int depth, float* bias = null)
        : this(columns, depth, bias) => Fill(b);

    /// <summary>Copies a matrix of this one's size, its panels shared out over the threads.</summary>
    /// <param name="b">[depth, columns].</param>
    public void Fill(HostMatrix b)
    {
        int depth = Panels.Depth, columns = Panels.Columns, count = PanelKernels.Up(columns) / PanelKernels.Columns;
        var target = _memory;
        HostRows.Share(count, (long)depth * PanelKernels.Columns, (first, end) =>
        {
            var column = (int)first * PanelKernels.Columns;
            PanelLayout.PackAll(b.From(column), target + ((nint)column * depth), Math.Min((int)end * PanelKernels.Columns, columns) - column, depth);
        });
    }

    /// <summary>The panels.</summary>
    public Panels Panels { get; }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
