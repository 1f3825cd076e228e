using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Intervene.Torch.Ops.Products;

/// <summary>Tiles of up to six rows and two or four panels, whose up to 24 sums of sixteen lanes fill the 32 registers of AVX-512.</summary>
internal static unsafe class Tiles512
{
    private const int Lanes = 16;

    /// <summary>Rows times some neighbouring panels.</summary>
    /// <typeparam name="TPanels">How many: two or four.</typeparam>
    public static void Multiply<TPanels>(in Panels b, int panel, float* x, nint xRow, nint xStep, float* y, nint yRow, int rows, Sums sums)
        where TPanels : struct, ITileCount
    {
        var w = b.First + (panel * b.Span);
        var bias = b.Bias == null ? null : b.Bias + (panel * Lanes);
        y += panel * Lanes;
        for (; rows >= 6; rows -= 6, x += 6 * xRow, y += 6 * yRow)
        {
            Tile<Six, TPanels>(x, xRow, xStep, b.Depth, w, b.Span, bias, y, yRow, sums);
        }

        for (; rows >= 4; rows -= 4, x += 4 * xRow, y += 4 * yRow)
        {
            Tile<Four, TPanels>(x, xRow, xStep, b.Depth, w, b.Span, bias, y, yRow, sums);
        }

        switch (rows)
        {
            case 3:
                Tile<Three, TPanels>(x, xRow, xStep, b.Depth, w, b.Span, bias, y, yRow, sums);
                break;
            case 2:
                Tile<Two, TPanels>(x, xRow, xStep, b.Depth, w, b.Span, bias, y, yRow, sums);
                break;
            case 1:
                Tile<One, TPanels>(x, xRow, xStep, b.Depth, w, b.Span, bias, y, yRow, sums);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TPanels>(
        float* x, nint xRow, nint xStep, nint depth, float* w, nint span, float* bias, float* y, nint yRow, Sums sums)
        where TRows : struct, ITileCount
        where TPanels : struct, ITileCount
    {
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        Vector512<float> e0 = default, e1 = default, e2 = default, e3 = default, f0 = default, f1 = default, f2 = default, f3 = default;
        if (sums == Sums.GoOn)
        {
            Load<TPanels>(y, ref a0, ref a1, ref a2, ref a3);
            if (TRows.Value > 1)
            {
                Load<TPanels>(y + yRow, ref b0, ref b1, ref b2, ref b3);
            }

            if (TRows.Value > 2)
            {
                Load<TPanels>(y + (2 * yRow), ref c0, ref c1, ref c2, ref c3);
            }

            if (TRows.Value > 3)
            {
                Load<TPanels>(y + (3 * yRow), ref d0, ref d1, ref d2, ref d3);
            }

            if (TRows.Value > 4)
            {
                Load<TPanels>(y + (4 * yRow), ref e0, ref e1, ref e2, ref e3);
                Load<TPanels>(y + (5 * yRow), ref f0, ref f1, ref f2, ref f3);
            }
        }

        var add = sums == Sums.Add;
        var lower = x + (3 * xRow);
        var others = w + (2 * span);
        for (nint k = 0; k < depth; k++, w += Lanes, others += Lanes, x += xStep, lower += xStep)
        {
            Vector512<float> p0 = Vector512.Load(w), p1 = Vector512.Load(w + span);
            var p2 = TPanels.Value > 2 ? Vector512.Load(others) : default;
            var p3 = TPanels.Value > 2 ? Vector512.Load(others + span) : default;
            Accumulate<TPanels>(*x, p0, p1, p2, p3, ref a0, ref a1, ref a2, ref a3);
            if (TRows.Value > 1)
            {
                Accumulate<TPanels>(x[xRow], p0, p1, p2, p3, ref b0, ref b1, ref b2, ref b3);
            }

            if (TRows.Value > 2)
            {
                Accumulate<TPanels>(x[2 * xRow], p0, p1, p2, p3, ref c0, ref c1, ref c2, ref c3);
            }

            if (TRows.Value > 3)
            {
                Accumulate<TPanels>(*lower, p0, p1, p2, p3, ref d0, ref d1, ref d2, ref d3);
            }

            if (TRows.Value > 4)
            {
                Accumulate<TPanels>(lower[xRow], p0, p1, p2, p3, ref e0, ref e1, ref e2, ref e3);
                Accumulate<TPanels>(lower[2 * xRow], p0, p1, p2, p3, ref f0, ref f1, ref f2, ref f3);
            }
        }

        Store<TPanels>(a0, a1, a2, a3, bias, y, add);
        if (TRows.Value > 1)
        {
            Store<TPanels>(b0, b1, b2, b3, bias, y + yRow, add);
        }

        if (TRows.Value > 2)
        {
            Store<TPanels>(c0, c1, c2, c3, bias, y + (2 * yRow), add);
        }

        if (TRows.Value > 3)
        {
            Store<TPanels>(d0, d1, d2, d3, bias, y + (3 * yRow), add);
        }

        if (TRows.Value > 4)
        {
            Store<TPanels>(e0, e1, e2, e3, bias, y + (4 * yRow), add);
            Store<TPanels>(f0, f1, f2, f3, bias, y + (5 * yRow), add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TPanels>(
        float x, Vector512<float> p0, Vector512<float> p1, Vector512<float> p2, Vector512<float> p3,
        ref Vector512<float> s0, ref Vector512<float> s1, ref Vector512<float> s2, ref Vector512<float> s3)
        where TPanels : struct, ITileCount
    {
        var factor = Vector512.Create(x);
        s0 = Vector512.FusedMultiplyAdd(factor, p0, s0);
        s1 = Vector512.FusedMultiplyAdd(factor, p1, s1);
        if (TPanels.Value > 2)
        {
            s2 = Vector512.FusedMultiplyAdd(factor, p2, s2);
            s3 = Vector512.FusedMultiplyAdd(factor, p3, s3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TPanels>(float* y, ref Vector512<float> s0, ref Vector512<float> s1, ref Vector512<float> s2, ref Vector512<float> s3)
        where TPanels : struct, ITileCount
    {
        (s0, s1) = (Vector512.Load(y), Vector512.Load(y + Lanes));
        if (TPanels.Value > 2)
        {
            (s2, s3) = (Vector512.Load(y + (2 * Lanes)), Vector512.Load(y + (3 * Lanes)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TPanels>(
        Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3, float* bias, float* y, bool add)
        where TPanels : struct, ITileCount
    {
        Store(s0, bias, 0, y, add);
        Store(s1, bias, Lanes, y, add);
        if (TPanels.Value > 2)
        {
            Store(s2, bias, 2 * Lanes, y, add);
            Store(s3, bias, 3 * Lanes, y, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> sum, float* bias, nint at, float* y, bool add)
    {
        if (bias != null)
        {
            sum += Vector512.Load(bias + at);
        }

        Vector512.Store(add ? sum + Vector512.Load(y + at) : sum, y + at);
    }
}
