using System.Numerics;

namespace Intervene.Torch.Ops.Fused;

/// <summary>RMS normalisation of one row and its gradient.</summary>
/// <remarks>With s = (mean(x²) + ε)^(−1/2) and y = s·x·w: ∂x = s·(g·w) − x·s³/D · Σ g·w·x, ∂w = Σ_rows g·s·x.</remarks>
internal static unsafe class NormRows
{
    /// <summary>y = s·x·w; returns s.</summary>
    public static float Forward(float* x, float* w, float* y, float epsilon, int width)
    {
        var lanes = Vector<float>.Count;
        var squares = Vector<float>.Zero;
        var i = 0;
        for (; i <= width - lanes; i += lanes)
        {
            var vx = Vector.Load(x + i);
            squares += vx * vx;
        }

        var total = Vector.Sum(squares);
        for (; i < width; i++)
        {
            total += x[i] * x[i];
        }

        var scale = 1f / MathF.Sqrt((total / width) + epsilon);
        var s = new Vector<float>(scale);
        for (i = 0; i <= width - lanes; i += lanes)
        {
            Vector.Store(Vector.Load(x + i) * s * Vector.Load(w + i), y + i);
        }

        for (; i < width; i++)
        {
            y[i] = x[i] * scale * w[i];
        }

        return scale;
    }

    /// <summary>Writes ∂x, to which <paramref name="more"/> is added where it is not null, and adds to ∂w.</summary>
    public static void Backward(float* x, float* g, float* w, float scale, float* more, float* gx, float* gw, int width)
    {
        var lanes = Vector<float>.Count;
        var sum = Vector<float>.Zero;
        var s = new Vector<float>(scale);
        var i = 0;
        for (; i <= width - lanes; i += lanes)
        {
            Vector<float> vx = Vector.Load(x + i), vg = Vector.Load(g + i);
            sum += vg * Vector.Load(w + i) * vx;
            Vector.Store(Vector.Load(gw + i) + (vg * vx * s), gw + i);
        }

        var total = Vector.Sum(sum);
        for (; i < width; i++)
        {
            total += g[i] * w[i] * x[i];
            gw[i] += g[i] * x[i] * scale;
        }

        var pull = scale * scale * scale * total / width;
        var vpull = new Vector<float>(pull);
        for (i = 0; i <= width - lanes; i += lanes)
        {
            var value = (s * Vector.Load(g + i) * Vector.Load(w + i)) - (vpull * Vector.Load(x + i));
            Vector.Store(more == null ? value : value + Vector.Load(more + i), gx + i);
        }

        for (; i < width; i++)
        {
            gx[i] = (scale * g[i] * w[i]) - (pull * x[i]) + (more == null ? 0 : more[i]);
        }
    }

    /// <summary>sum = x + more.</summary>
    public static void Add(float* x, float* more, float* sum, int width)
    {
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Store(Vector.Load(x + i) + Vector.Load(more + i), sum + i);
        }

        for (; i < width; i++)
        {
            sum[i] = x[i] + more[i];
        }
    }
}
