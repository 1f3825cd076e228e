using System.Runtime.Intrinsics;

namespace Intervene.Torch.Ops.Fused;

/// <summary>The inner loop of small matrix products: four rows of a result at a time, sixteen columns in registers.</summary>
internal static unsafe class TileProduct
{
    /// <summary>Rows of a result that one call computes.</summary>
    public const int Rows = 4;

    /// <summary>Columns come in multiples of this.</summary>
    public const int Columns = 16;

    private const int Lanes = 8;

    /// <summary>c = a b, or c += a b, for four rows of a.</summary>
    /// <param name="a">The element (r, k) stands at <c>a[r · aRow + k · aStep]</c>: with aRow 1 the matrix is read transposed.</param>
    /// <param name="aRow">From row to row of a.</param>
    /// <param name="aStep">From column to column of a.</param>
    /// <param name="b">[depth, columns], rows <paramref name="bRow"/> apart.</param>
    /// <param name="bRow">From row to row of b.</param>
    /// <param name="c">[4, columns], rows <paramref name="cRow"/> apart.</param>
    /// <param name="cRow">From row to row of c.</param>
    /// <param name="columns">A multiple of 16.</param>
    /// <param name="depth">Terms of each sum.</param>
    /// <param name="add">Whether the product is added to c.</param>
    public static void FourRows(float* a, nint aRow, nint aStep, float* b, nint bRow, float* c, nint cRow, int columns, int depth, bool add)
    {
        for (var column = 0; column < columns; column += Columns)
        {
            var y = c + column;
            Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
            if (add)
            {
                (c00, c01) = (Vector256.Load(y), Vector256.Load(y + Lanes));
                (c10, c11) = (Vector256.Load(y + cRow), Vector256.Load(y + cRow + Lanes));
                (c20, c21) = (Vector256.Load(y + (2 * cRow)), Vector256.Load(y + (2 * cRow) + Lanes));
                (c30, c31) = (Vector256.Load(y + (3 * cRow)), Vector256.Load(y + (3 * cRow) + Lanes));
            }

            float* x = a, w = b + column;
            for (var k = 0; k < depth; k++, x += aStep, w += bRow)
            {
                Vector256<float> low = Vector256.Load(w), high = Vector256.Load(w + Lanes);
                var first = Vector256.Create(*x);
                c00 = Vector256.FusedMultiplyAdd(first, low, c00);
                c01 = Vector256.FusedMultiplyAdd(first, high, c01);
                var second = Vector256.Create(x[aRow]);
                c10 = Vector256.FusedMultiplyAdd(second, low, c10);
                c11 = Vector256.FusedMultiplyAdd(second, high, c11);
                var third = Vector256.Create(x[2 * aRow]);
                c20 = Vector256.FusedMultiplyAdd(third, low, c20);
                c21 = Vector256.FusedMultiplyAdd(third, high, c21);
                var fourth = Vector256.Create(x[3 * aRow]);
                c30 = Vector256.FusedMultiplyAdd(fourth, low, c30);
                c31 = Vector256.FusedMultiplyAdd(fourth, high, c31);
            }

            Vector256.Store(c00, y);
            Vector256.Store(c01, y + Lanes);
            Vector256.Store(c10, y + cRow);
            Vector256.Store(c11, y + cRow + Lanes);
            Vector256.Store(c20, y + (2 * cRow));
            Vector256.Store(c21, y + (2 * cRow) + Lanes);
            Vector256.Store(c30, y + (3 * cRow));
            Vector256.Store(c31, y + (3 * cRow) + Lanes);
        }
    }

    /// <summary>The next multiple of <paramref name="unit"/>.</summary>
    public static int Up(int count, int unit) => (count + unit - 1) / unit * unit;
}
