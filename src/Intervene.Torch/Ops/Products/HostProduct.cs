using System.Runtime.InteropServices;
using Intervene.Torch.Ops.Fused;

namespace Intervene.Torch.Ops.Products;

/// <summary>
/// Products of float32 matrices in host memory, for the shapes of a model's layers: one side is copied into panels once, the other is read where it is. A
/// result's bits do not depend on the number of threads.
/// </summary>
internal static unsafe class HostProduct
{
    private const int Depth = 512; // terms before the sums go back to memory: four panels of them fit into the second cache
    private const int Rows = 192; // rows that meet all panels in turn
    private const int Packed = 1 << 22; // elements of panels that exist at a time

    /// <summary>c = a b + bias, or c += a b + bias.</summary>
    /// <param name="a">[rows, depth].</param>
    /// <param name="b">[depth, columns].</param>
    /// <param name="c">[rows, columns], its columns side by side.</param>
    /// <param name="rows">Rows of the product.</param>
    /// <param name="columns">Columns of the product.</param>
    /// <param name="depth">Terms of each sum.</param>
    /// <param name="bias">[columns], or null.</param>
    /// <param name="add">Whether the product is added to c.</param>
    public static void Multiply(HostMatrix a, HostMatrix b, HostMatrix c, int rows, int columns, int depth, float* bias = null, bool add = false)
    {
        var together = Math.Min(columns, Math.Max(64, Packed / depth / 64 * 64));
        var panels = (float*)NativeMemory.AlignedAlloc((nuint)PanelKernels.Up(together) * (nuint)depth * sizeof(float), 64);
        for (var from = 0; from < columns; from += together)
        {
            var count = Math.Min(together, columns - from);
            Pack(b.From(from), panels, count, depth);
            var target = c.From(from);
            var shift = bias == null ? null : bias + from;
            HostRows.ForEach(rows, HostRows.Parts(rows, ((long)count * depth / 64) + 1), (_, first, end) =>
                Part(a, panels, shift, target, (int)first, (int)end, count, depth, add));
        }

        NativeMemory.AlignedFree(panels);
    }

    private static void Part(HostMatrix a, float* panels, float* bias, HostMatrix c, int first, int end, int columns, int depth, bool add)
    {
        for (var k = 0; k < depth; k += Depth)
        {
            var b = new Panels(panels + ((nint)k * PanelKernels.Columns), (nint)depth * PanelKernels.Columns, Math.Min(Depth, depth - k), columns, k == 0 ? bias : null);
            for (var row = first; row < end; row += Rows)
            {
                PanelKernels.Multiply(
                    b, a.First + (row * a.Row) + (k * a.Step), a.Row, a.Step, c.First + (row * c.Row), c.Row, Math.Min(Rows, end - row), add || k > 0);
            }
        }
    }

    private static void Pack(HostMatrix b, float* panels, int columns, int depth)
    {
        var count = PanelKernels.Up(columns) / PanelKernels.Columns;
        HostRows.ForEach(count, HostRows.Parts(count, (long)depth * PanelKernels.Columns), (_, first, end) =>
        {
            var column = (int)first * PanelKernels.Columns;
            PanelLayout.PackAll(b.From(column), panels + ((nint)column * depth), Math.Min((int)end * PanelKernels.Columns, columns) - column, depth);
        });
    }
}
