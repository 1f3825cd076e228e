using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Intervene.Torch.Ops.Fused;

/// <summary>silu(g) · u and its gradients, element by element.</summary>
internal static unsafe class GateRows
{
    private const int Lanes = 8;

    /// <summary>y = silu(g) · u.</summary>
    public static void Forward(float* g, float* u, float* y, long count)
    {
        long i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            var value = Vector256.Load(g + i);
            Vector256.Store(value * Sigmoid(value) * Vector256.Load(u + i), y + i);
        }

        for (; i < count; i++)
        {
            y[i] = g[i] / (1 + MathF.Exp(-g[i])) * u[i];
        }
    }

    /// <summary>The gradients of g and u, and y again.</summary>
    /// <param name="g">The gate.</param>
    /// <param name="u">What it gates.</param>
    /// <param name="dy">The gradient of y; that of u at the end.</param>
    /// <param name="y">Written: silu(g) · u; may be null.</param>
    /// <param name="dg">Written: the gradient of g.</param>
    /// <param name="count">Elements.</param>
    public static void Backward(float* g, float* u, float* dy, float* y, float* dg, long count)
    {
        long i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<float> value = Vector256.Load(g + i), raised = Vector256.Load(u + i), upstream = Vector256.Load(dy + i), s = Sigmoid(value);
            var silu = value * s;
            if (y != null)
            {
                Vector256.Store(silu * raised, y + i);
            }

            Vector256.Store(upstream * raised * s * (Vector256<float>.One + (value * (Vector256<float>.One - s))), dg + i);
            Vector256.Store(upstream * silu, dy + i);
        }

        for (; i < count; i++)
        {
            var s = 1 / (1 + MathF.Exp(-g[i]));
            if (y != null)
            {
                y[i] = g[i] * s * u[i];
            }

            dg[i] = dy[i] * u[i] * s * (1 + (g[i] * (1 - s)));
            dy[i] *= g[i] * s;
        }
    }

    /// <summary>
    /// 1 / (1 + e^(−x)); the reciprocal is an estimate of twelve bits and a step of Newton's: a division takes as long as the exponential.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sigmoid(Vector256<float> x)
    {
        var denominator = Vector256<float>.One + FastExp.Of(-x);
        if (!Avx.IsSupported)
        {
            return Vector256<float>.One / denominator;
        }

        var estimate = Avx.Reciprocal(denominator);
        return estimate * Vector256.FusedMultiplyAdd(-denominator, estimate, Vector256.Create(2f));
    }
}
