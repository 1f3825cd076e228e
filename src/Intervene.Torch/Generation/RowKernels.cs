using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Intervene.Torch.Ops.Fused;

namespace Intervene.Torch.Generation;

/// <summary>What decoding does to one row: norm, rotation, attention, gate; float32, eight lanes at a time.</summary>
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

            for (var i = 0; i < half; i++)
            {
                float a = x[i], b = x[half + i];
                x[i] = (a * cosine[i]) - (b * sine[i]);
                x[half + i] = (b * cosine[i]) + (a * sine[i]);
            }
        }
    }

    /// <summary>y = silu(gate) · up.</summary>
    public static void SwiGlu(float* gate, float* up, float* y, int width)
    {
        var i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            var g = Vector256.Load(gate + i);
            Vector256.Store(g / (Vector256<float>.One + FastExp.Of(-g)) * Vector256.Load(up + i), y + i);
        }

        for (; i < width; i++)
        {
            y[i] = gate[i] / (1 + MathF.Exp(-gate[i])) * up[i];
        }
    }

    /// <summary>softmax(q kᵀ / √E) v over a shared prefix and an own suffix; several query heads share a key head.</summary>
    /// <param name="q">[H, E].</param>
    /// <param name="output">[H, E].</param>
    /// <param name="heads">H.</param>
    /// <param name="kvHeads">K.</param>
    /// <param name="width">E.</param>
    /// <param name="prefixKeys">[prefix, K, E].</param>
    /// <param name="prefixValues">[prefix, K, E].</param>
    /// <param name="prefix">Prompt positions.</param>
    /// <param name="suffixKeys">[suffix, K, E].</param>
    /// <param name="suffixValues">[suffix, K, E].</param>
    /// <param name="suffix">Completion positions.</param>
    public static void Attention(
        float* q, float* output, int heads, int kvHeads, int width,
        float* prefixKeys, float* prefixValues, int prefix, float* suffixKeys, float* suffixValues, int suffix)
    {
        var total = prefix + suffix;
        var scores = total <= 2048 ? stackalloc float[total] : new float[total];
        fixed (float* s = scores)
        {
            var scale = 1f / MathF.Sqrt(width);
            int stride = kvHeads * width, group = heads / kvHeads;
            for (var head = 0; head < heads; head++)
            {
                var offset = head / group * width;
                Scores(q + (head * width), prefixKeys + offset, s, prefix, stride, width, scale);
                Scores(q + (head * width), suffixKeys + offset, s + prefix, suffix, stride, width, scale);
                Softmax(s, total);
                var y = output + (head * width);
                new Span<float>(y, width).Clear();
                Mix(s, prefixValues + offset, y, prefix, stride, width);
                Mix(s + prefix, suffixValues + offset, y, suffix, stride, width);
            }
        }
    }

    private static void Scores(float* q, float* keys, float* scores, int count, int stride, int width, float scale)
    {
        for (var t = 0; t < count; t++)
        {
            scores[t] = Dot(q, keys + ((long)t * stride), width) * scale;
        }
    }

    private static void Softmax(float* x, int count)
    {
        var max = float.NegativeInfinity;
        for (var i = 0; i < count; i++)
        {
            max = Math.Max(max, x[i]);
        }

        var total = 0f;
        var at = 0;
        var shift = Vector256.Create(max);
        for (; at <= count - Lanes; at += Lanes)
        {
            var e = FastExp.Of(Vector256.Load(x + at) - shift);
            Vector256.Store(e, x + at);
            total += Vector256.Sum(e);
        }

        for (; at < count; at++)
        {
            x[at] = MathF.Exp(x[at] - max);
            total += x[at];
        }

        var scale = 1f / total;
        for (var i = 0; i < count; i++)
        {
            x[i] *= scale;
        }
    }

    private static void Mix(float* weights, float* values, float* y, int count, int stride, int width)
    {
        var i = 0;
        for (; i <= width - (2 * Lanes); i += 2 * Lanes)
        {
            Vector256<float> low = Vector256.Load(y + i), high = Vector256.Load(y + i + Lanes);
            for (var t = 0; t < count; t++)
            {
                var w = Vector256.Create(weights[t]);
                var v = values + ((long)t * stride) + i;
                low = Vector256.FusedMultiplyAdd(w, Vector256.Load(v), low);
                high = Vector256.FusedMultiplyAdd(w, Vector256.Load(v + Lanes), high);
            }

            Vector256.Store(low, y + i);
            Vector256.Store(high, y + i + Lanes);
        }

        for (; i < width; i++)
        {
            for (var t = 0; t < count; t++)
            {
                y[i] += weights[t] * values[((long)t * stride) + i];
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
