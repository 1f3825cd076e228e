using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Intervene.Torch.Generation;

/// <summary>What decoding does to one row: norm and rotation; float32, eight lanes at a time.</summary>
internal static unsafe class RowKernels
{
    private const int Lanes = 8;

    /// <summary>y = x / rms(x) · w.</summary>
    public static void RmsNorm(float* x, float* weight, float* y, float epsilon, int width)
    {
        var scale = 1f / MathF.Sqrt((Dot(x, x, width) / width) + epsilon);
        var i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            Vector256.Store(Vector256.Load(x + i) * scale * Vector256.Load(weight + i), y + i);
        }

        for (; i < width; i++)
        {
            y[i] = x[i] * scale * weight[i];
        }
    }

    /// <summary>Normalises each head, where there is a norm, and rotates it by its position's angles, in place.</summary>
    public static void NormAndRotate(float* x, int heads, int width, float* norm, float epsilon, float* cosine, float* sine)
    {
        var half = width / 2;
        for (var head = 0; head < heads; head++, x += width)
        {
            if (norm != null)
            {
                RmsNorm(x, norm, x, epsilon, width);
            }

            var i = 0;
            for (; i <= half - Lanes; i += Lanes)
            {
                Vector256<float> a = Vector256.Load(x + i), b = Vector256.Load(x + half + i), c = Vector256.Load(cosine + i), s = Vector256.Load(sine + i);
                Vector256.Store((a * c) - (b * s), x + i);
                Vector256.Store((b * c) + (a * s), x + half + i);
            }

            for (; i < half; i++)
            {
                float a = x[i], b = x[half + i];
                x[i] = (a * cosine[i]) - (b * sine[i]);
                x[half + i] = (b * cosine[i]) + (a * sine[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot(float* a, float* b, int width)
    {
        Vector256<float> first = Vector256<float>.Zero, second = Vector256<float>.Zero;
        var i = 0;
        for (; i <= width - (2 * Lanes); i += 2 * Lanes)
        {
            first = Vector256.FusedMultiplyAdd(Vector256.Load(a + i), Vector256.Load(b + i), first);
            second = Vector256.FusedMultiplyAdd(Vector256.Load(a + i + Lanes), Vector256.Load(b + i + Lanes), second);
        }

        var sum = Vector256.Sum(first + second);
        for (; i < width; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
