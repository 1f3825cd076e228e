using System.Runtime.Intrinsics;
using Intervene.Torch.Ops.Fused;

namespace Intervene.Torch.Engine;

/// <summary>What decoding does to the heads of one row; float32, eight lanes at a time.</summary>
internal static unsafe class RowKernels
{
    private const int Lanes = 8;

    /// <summary>Normalises each head, where there is a norm, and rotates it by its position's angles, in place.</summary>
    public static void NormAndRotate(float* x, int heads, int width, float* norm, float epsilon, float* cosine, float* sine)
    {
        var half = width / 2;
        for (var head = 0; head < heads; head++, x += width)
        {
            if (norm != null)
            {
                NormRows.Forward(x, norm, x, epsilon, width);
            }

            var i = 0;
            for (; i <= half - Lanes; i += Lanes)
            {
                Vector256<float> a = Vector256.Load(x + i), b = Vector256.Load(x + half + i);
                Vector256<float> c = Vector256.Load(cosine + i), s = Vector256.Load(sine + i);
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
}
