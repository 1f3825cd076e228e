using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Intervene.Torch.Generation;

/// <summary>The inner loop of products with panels (<see cref="PanelMatrix"/>, <see cref="KeyValueStore"/>): up to six rows against sixteen outputs, whose sums stay in registers.</summary>
internal static unsafe class PanelKernels
{
    /// <summary>Outputs of a panel.</summary>
    public const int Columns = 16;

    /// <summary>Rows of the largest tile.</summary>
    public const int Rows = 6;

    private const int Lanes = 8;

    private interface ITile
    {
        static abstract int Rows { get; }
    }

    /// <summary>The next multiple of <see cref="Columns"/>.</summary>
    public static int Up(int count) => (count + Columns - 1) / Columns * Columns;

    /// <summary>Multiplies rows with one panel.</summary>
    /// <param name="x">[rows, depth], rows <paramref name="xStride"/> apart.</param>
    /// <param name="xStride">From row to row of x.</param>
    /// <param name="depth">K.</param>
    /// <param name="panel">[K, 16].</param>
    /// <param name="bias">[16], or null.</param>
    /// <param name="y">[rows, 16], rows <paramref name="yStride"/> apart.</param>
    /// <param name="yStride">From row to row of y.</param>
    /// <param name="rows">Rows of x and y.</param>
    /// <param name="add">Whether the product is added to y.</param>
    public static void Multiply(float* x, nint xStride, int depth, float* panel, float* bias, float* y, nint yStride, int rows, bool add)
    {
        for (; rows >= 6; rows -= 6, x += 6 * xStride, y += 6 * yStride)
        {
            Tile<Six>(x, xStride, depth, panel, bias, y, yStride, add);
        }

        for (; rows >= 4; rows -= 4, x += 4 * xStride, y += 4 * yStride)
        {
            Tile<Four>(x, xStride, depth, panel, bias, y, yStride, add);
        }

        switch (rows)
        {
            case 3:
                Tile<Three>(x, xStride, depth, panel, bias, y, yStride, add);
                break;
            case 2:
                Tile<Two>(x, xStride, depth, panel, bias, y, yStride, add);
                break;
            case 1:
                Tile<One>(x, xStride, depth, panel, bias, y, yStride, add);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<T>(float* x, nint xStride, nint depth, float* w, float* bias, float* y, nint yStride, bool add)
        where T : struct, ITile
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        float* second = x + xStride, third = second + xStride, fourth = third + xStride, fifth = fourth + xStride, sixth = fifth + xStride;
        for (nint k = 0; k < depth; k++, w += Columns)
        {
            Vector256<float> low = Vector256.Load(w), high = Vector256.Load(w + Lanes);
            Accumulate(x[k], low, high, ref a0, ref a1);
            if (T.Rows > 1)
            {
                Accumulate(second[k], low, high, ref b0, ref b1);
            }

            if (T.Rows > 2)
            {
                Accumulate(third[k], low, high, ref c0, ref c1);
            }

            if (T.Rows > 3)
            {
                Accumulate(fourth[k], low, high, ref d0, ref d1);
            }

            if (T.Rows > 4)
            {
                Accumulate(fifth[k], low, high, ref e0, ref e1);
                Accumulate(sixth[k], low, high, ref f0, ref f1);
            }
        }

        Store(a0, a1, bias, y, add);
        if (T.Rows > 1)
        {
            Store(b0, b1, bias, y + yStride, add);
        }

        if (T.Rows > 2)
        {
            Store(c0, c1, bias, y + (2 * yStride), add);
        }

        if (T.Rows > 3)
        {
            Store(d0, d1, bias, y + (3 * yStride), add);
        }

        if (T.Rows > 4)
        {
            Store(e0, e1, bias, y + (4 * yStride), add);
            Store(f0, f1, bias, y + (5 * yStride), add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(float x, Vector256<float> low, Vector256<float> high, ref Vector256<float> left, ref Vector256<float> right)
    {
        var factor = Vector256.Create(x);
        left = Vector256.FusedMultiplyAdd(factor, low, left);
        right = Vector256.FusedMultiplyAdd(factor, high, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> low, Vector256<float> high, float* bias, float* y, bool add)
    {
        if (bias != null)
        {
            (low, high) = (low + Vector256.Load(bias), high + Vector256.Load(bias + Lanes));
        }

        if (add)
        {
            (low, high) = (low + Vector256.Load(y), high + Vector256.Load(y + Lanes));
        }

        Vector256.Store(low, y);
        Vector256.Store(high, y + Lanes);
    }

    private readonly struct One : ITile
    {
        public static int Rows => 1;
    }

    private readonly struct Two : ITile
    {
        public static int Rows => 2;
    }

    private readonly struct Three : ITile
    {
        public static int Rows => 3;
    }

    private readonly struct Four : ITile
    {
        public static int Rows => 4;
    }

    private readonly struct Six : ITile
    {
        public static int Rows => 6;
    }
}
