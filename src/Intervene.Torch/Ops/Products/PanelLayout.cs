using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Intervene.Torch.Ops.Products;

/// <summary>Copies matrices into panels.</summary>
internal static unsafe class PanelLayout
{
    private const int Columns = PanelKernels.Columns;

    /// <summary>Copies a matrix into panels, one after the other; what is left of the last one becomes zero.</summary>
    /// <param name="b">[depth, columns]; its rows or its columns are contiguous.</param>
    /// <param name="panels">[columns / 16 rounded up, depth, 16].</param>
    /// <param name="columns">Columns.</param>
    /// <param name="depth">Rows.</param>
    public static void PackAll(HostMatrix b, float* panels, int columns, int depth)
    {
        for (var column = 0; column < columns; column += Columns)
        {
            Pack(b.From(column), panels + ((nint)column * depth), Math.Min(Columns, columns - column), depth);
        }
    }

    /// <summary>Copies contiguous rows into panels.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="panels">Room for them.</param>
    /// <param name="rows">Rows: the depth of a product.</param>
    /// <param name="width">Columns.</param>
    public static Panels Rows(float* x, float* panels, int rows, int width)
    {
        PackAll(new HostMatrix(x, width, 1), panels, width, rows);
        return new Panels(panels, (nint)rows * Columns, rows, width, null);
    }

    private static void Pack(HostMatrix b, float* panel, int count, int depth)
    {
        if (count == Columns && b.Step == 1)
        {
            for (var k = 0; k < depth; k++)
            {
                Vector512.Store(Vector512.Load(b.First + (k * b.Row)), panel + ((nint)k * Columns));
            }

            return;
        }

        if (count < Columns)
        {
            new Span<float>(panel, depth * Columns).Clear();
        }

        var done = count == Columns && b.Row == 1 && Sse.IsSupported ? depth / 4 * 4 : 0;
        for (var k = 0; k < done; k += 4)
        {
            for (var j = 0; j < Columns; j += 4)
            {
                Turn(b.First + k + (j * b.Step), b.Step, panel + ((nint)k * Columns) + j);
            }
        }

        for (var k = done; k < depth; k++)
        {
            for (var j = 0; j < count; j++)
            {
                panel[((nint)k * Columns) + j] = b.First[(k * b.Row) + (j * b.Step)];
            }
        }
    }

    /// <summary>Writes four times four elements as rows that stand as columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(float* from, nint step, float* to)
    {
        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + step),
        c = Vector128.Load(from + (2 * step)), d = Vector128.Load(from + (3 * step));
        Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d), upperAb = Sse.UnpackHigh(a, b), upperCd = Sse.UnpackHigh(c, d);
        Vector128.Store(Sse.MoveLowToHigh(ab, cd), to);
        Vector128.Store(Sse.MoveHighToLow(cd, ab), to + Columns);
        Vector128.Store(Sse.MoveLowToHigh(upperAb, upperCd), to + (2 * Columns));
        Vector128.Store(Sse.MoveHighToLow(upperCd, upperAb), to + (3 * Columns));
    }
}
