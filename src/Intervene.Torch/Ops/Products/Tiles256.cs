using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Intervene.Torch.Ops.Products;

/// <summary>Tiles of up to six rows and one panel, whose twelve sums of eight lanes fill the sixteen registers of AVX2.</summary>
internal static unsafe class Tiles256
{
    private const int Lanes = 8;

    /// <summary>Rows times one panel.</summary>
    public static void Multiply(in Panels b, int panel, float* x, nint xRow, nint xStep, float* y, nint yRow, int rows, Sums sums)
    {
        var w = b.First + (panel * b.Span);
        var bias = b.Bias == null ? null : b.Bias + (panel * PanelKernels.Columns);
        for (; rows >= 6; rows -= 6, x += 6 * xRow, y += 6 * yRow)
        {
            Tile<Six>(x, xRow, xStep, b.Depth, w, bias, y, yRow, sums);
        }

        for (; rows >= 4; rows -= 4, x += 4 * xRow, y += 4 * yRow)
        {
            Tile<Four>(x, xRow, xStep, b.Depth, w, bias, y, yRow, sums);
        }

        switch (rows)
        {
            case 3:
                Tile<Three>(x, xRow, xStep, b.Depth, w, bias, y, yRow, sums);
                break;
            case 2:
                Tile<Two>(x, xRow, xStep, b.Depth, w, bias, y, yRow, sums);
                break;
            case 1:
                Tile<One>(x, xRow, xStep, b.Depth, w, bias, y, yRow, sums);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows>(float* x, nint xRow, nint xStep, nint depth, float* w, float* bias, float* y, nint yRow, Sums sums)
        where TRows : struct, ITileCount
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        if (sums == Sums.GoOn)
        {
            Load(y, ref a0, ref a1);
            if (TRows.Value > 1)
            {
                Load(y + yRow, ref b0, ref b1);
            }

            if (TRows.Value > 2)
            {
                Load(y + (2 * yRow), ref c0, ref c1);
            }

            if (TRows.Value > 3)
            {
                Load(y + (3 * yRow), ref d0, ref d1);
            }

            if (TRows.Value > 4)
            {
                Load(y + (4 * yRow), ref e0, ref e1);
                Load(y + (5 * yRow), ref f0, ref f1);
            }
        }

        var add = sums == Sums.Add;
        var lower = x + (3 * xRow);
        for (nint k = 0; k < depth; k++, w += PanelKernels.Columns, x += xStep, lower += xStep)
        {
            Vector256<float> left = Vector256.Load(w), right = Vector256.Load(w + Lanes);
            Accumulate(*x, left, right, ref a0, ref a1);
            if (TRows.Value > 1)
            {
                Accumulate(x[xRow], left, right, ref b0, ref b1);
            }

            if (TRows.Value > 2)
            {
                Accumulate(x[2 * xRow], left, right, ref c0, ref c1);
            }

            if (TRows.Value > 3)
            {
                Accumulate(*lower, left, right, ref d0, ref d1);
            }

            if (TRows.Value > 4)
            {
                Accumulate(lower[xRow], left, right, ref e0, ref e1);
                Accumulate(lower[2 * xRow], left, right, ref f0, ref f1);
            }
        }

        Store(a0, a1, bias, y, add);
        if (TRows.Value > 1)
        {
            Store(b0, b1, bias, y + yRow, add);
        }

        if (TRows.Value > 2)
        {
            Store(c0, c1, bias, y + (2 * yRow), add);
        }

        if (TRows.Value > 3)
        {
            Store(d0, d1, bias, y + (3 * yRow), add);
        }

        if (TRows.Value > 4)
        {
            Store(e0, e1, bias, y + (4 * yRow), add);
            Store(f0, f1, bias, y + (5 * yRow), add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(float x, Vector256<float> left, Vector256<float> right, ref Vector256<float> first, ref Vector256<float> second)
    {
        var factor = Vector256.Create(x);
        first = Vector256.FusedMultiplyAdd(factor, left, first);
        second = Vector256.FusedMultiplyAdd(factor, right, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(float* y, ref Vector256<float> left, ref Vector256<float> right) =>
        (left, right) = (Vector256.Load(y), Vector256.Load(y + Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> left, Vector256<float> right, float* bias, float* y, bool add)
    {
        if (bias != null)
        {
            (left, right) = (left + Vector256.Load(bias), right + Vector256.Load(bias + Lanes));
        }

        if (add)
        {
            (left, right) = (left + Vector256.Load(y), right + Vector256.Load(y + Lanes));
        }

        Vector256.Store(left, y);
        Vector256.Store(right, y + Lanes);
    }
}
