using System.Runtime.Intrinsics;

namespace Intervene.Torch.Ops.Products;

/// <summary>
/// Products of rows with a matrix in <see cref="Panels"/>: up to six rows against as many columns as the processor has registers for. A result's sum
/// runs over the depth in order, term by term, so that it depends neither on the rows beside it nor on the tile that computes it.
/// </summary>
internal static unsafe class PanelKernels
{
    /// <summary>Columns of a panel.</summary>
    public const int Columns = 16;

    /// <summary>Rows of the largest tile.</summary>
    public const int Rows = 6;

    /// <summary>The next multiple of <see cref="Columns"/>.</summary>
    public static int Up(int count) => (count + Columns - 1) / Columns * Columns;

    /// <summary>y = x B + bias, or y += x B + bias.</summary>
    /// <param name="b">B, [depth, columns].</param>
    /// <param name="x">The element (r, k) stands at <c>x[r · xRow + k · xStep]</c>.</param>
    /// <param name="xRow">From row to row of x.</param>
    /// <param name="xStep">From column to column of x.</param>
    /// <param name="y">[rows, columns], rows <paramref name="yRow"/> apart.</param>
    /// <param name="yRow">From row to row of y.</param>
    /// <param name="rows">Rows of x and y.</param>
    /// <param name="add">Whether the product is added to y.</param>
    public static void Multiply(in Panels b, float* x, nint xRow, nint xStep, float* y, nint yRow, int rows, bool add) =>
        Multiply(b, x, xRow, xStep, y, yRow, rows, add ? Sums.Add : Sums.Begin);

    /// <summary>The same, for a product whose depth may come in pieces.</summary>
    /// <param name="b">B, [depth, columns]; whole panels where sums go on.</param>
    /// <param name="x">The element (r, k) stands at <c>x[r · xRow + k · xStep]</c>.</param>
    /// <param name="xRow">From row to row of x.</param>
    /// <param name="xStep">From column to column of x.</param>
    /// <param name="y">[rows, columns], rows <paramref name="yRow"/> apart.</param>
    /// <param name="yRow">From row to row of y.</param>
    /// <param name="rows">Rows of x and y.</param>
    /// <param name="sums">What becomes of what stands in y.</param>
    public static void Multiply(in Panels b, float* x, nint xRow, nint xStep, float* y, nint yRow, int rows, Sums sums)
    {
        var whole = b.Columns / Columns;
        var panel = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; panel <= whole - 4; panel += 4)
            {
                Tiles512.Multiply<Four>(b, panel, x, xRow, xStep, y, yRow, rows, sums);
            }

            for (; panel <= whole - 2; panel += 2)
            {
                Tiles512.Multiply<Two>(b, panel, x, xRow, xStep, y, yRow, rows, sums);
            }
        }

        for (; panel < whole; panel++)
        {
            Tiles256.Multiply(b, panel, x, xRow, xStep, y + (panel * Columns), yRow, rows, sums);
        }

        if (b.Columns > whole * Columns)
        {
            Edge(b, whole, x, xRow, xStep, y + (whole * Columns), yRow, rows, sums == Sums.Add);
        }
    }

    /// <summary>The columns after the last whole panel: the panel has zeros beyond them, y has not.</summary>
    private static void Edge(in Panels b, int panel, float* x, nint xRow, nint xStep, float* y, nint yRow, int rows, bool add)
    {
        var tile = stackalloc float[Rows * Columns];
        var count = b.Columns - (panel * Columns);
        for (; rows > 0; rows -= Rows, x += Rows * xRow, y += Rows * yRow)
        {
            var here = Math.Min(Rows, rows);
            Tiles256.Multiply(new Panels(b.First, b.Span, b.Depth, b.Columns, null), panel, x, xRow, xStep, tile, Columns, here, Sums.Begin);
            for (var row = 0; row < here; row++)
            {
                for (var column = 0; column < count; column++)
                {
                    var value = tile[(row * Columns) + column] + (b.Bias == null ? 0 : b.Bias[(panel * Columns) + column]);
                    var at = y + (row * yRow) + column;
                    *at = add ? *at + value : value;
                }
            }
        }
    }
}
