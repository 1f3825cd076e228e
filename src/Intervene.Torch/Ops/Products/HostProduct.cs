using Intervene.Torch.Ops.Host;

namespace Intervene.Torch.Ops.Products;

/// <summary>
/// Products of float32 matrices in host memory, for the shapes of a model's layers: one side is copied into panels once, the other is read where it
/// is. A result's bits do not depend on the number of threads.
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
        for (var from = 0; from < columns; from += together)
        {
            var count = Math.Min(together, columns - from);
            using var packed = new PackedMatrix(b.From(from), count, depth, bias == null ? null : bias + from);
            Multiply(a, packed, c.From(from), rows, add);
        }
    }

    /// <summary>The same for a matrix that is in panels already.</summary>
    public static void Multiply(HostMatrix a, PackedMatrix b, HostMatrix c, int rows, bool add = false) => HostRows.Share(
        rows, ((long)b.Panels.Columns * b.Panels.Depth / 64) + 1, (first, end) => Part(a, b.Panels, c, (int)first, (int)end, add), Rows);

    private static void Part(HostMatrix a, Panels all, HostMatrix c, int first, int end, bool add)
    {
        for (var k = 0; k < all.Depth; k += Depth)
        {
            var b = new Panels(
                all.First + ((nint)k * PanelKernels.Columns), all.Span, Math.Min(Depth, all.Depth - k), all.Columns, k == 0 ? all.Bias : null);
            for (var row = first; row < end; row += Rows)
            {
                PanelKernels.Multiply(
                    b, a.First + (row * a.Row) + (k * a.Step),
                    a.Row, a.Step, c.First + (row * c.Row), c.Row, Math.Min(Rows, end - row), add || k > 0);
            }
        }
    }
}
