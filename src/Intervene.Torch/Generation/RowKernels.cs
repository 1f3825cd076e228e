using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Intervene.Torch.Ops.Fused;

namespace Intervene.Torch.Generation;

/// <summary>What decoding does to one row: norm, rotation, attention, gate; float32, eight lanes at a time.</summary>
internal static unsafe class RowKernels
{
    private const int Lanes = 8;
    private const int Keys = 4;

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
        var t = 0;
        for (; width % Lanes == 0 && t <= count - Keys; t += Keys)
        {
            FourScores(q, keys + ((long)t * stride), scores + t, stride, width, scale);
        }

        for (; t < count; t++)
        {
            scores[t] = Dot(q, keys + ((long)t * stride), width) * scale;
        }
    }

    /// <summary>Four keys at a time, so that their sums do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourScores(float* q, float* keys, float* scores, int stride, int width, float scale)
    {
        Vector256<float> first = default, second = default, third = default, fourth = default;
        for (var i = 0; i < width; i += Lanes)
        {
            var x = Vector256.Load(q + i);
            first = Vector256.FusedMultiplyAdd(x, Vector256.Load(keys + i), first);
            second = Vector256.FusedMultiplyAdd(x, Vector256.Load(keys + stride + i), second);
            third = Vector256.FusedMultiplyAdd(x, Vector256.Load(keys + (2 * stride) + i), third);
            fourth = Vector256.FusedMultiplyAdd(x, Vector256.Load(keys + (3 * stride) + i), fourth);
        }

        scores[0] = Vector256.Sum(first) * scale;
        scores[1] = Vector256.Sum(second) * scale;
        scores[2] = Vector256.Sum(third) * scale;
        scores[3] = Vector256.Sum(fourth) * scale;
    }

    private static float Largest(float* x, int count)
    {
        var lanes = Vector256.Create(float.NegativeInfinity);
        var i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            lanes = Vector256.Max(lanes, Vector256.Load(x + i));
        }

        var max = float.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++)
        {
            max = Math.Max(max, lanes[lane]);
        }

        for (; i < count; i++)
        {
            max = Math.Max(max, x[i]);
        }

        return max;
    }

    private static void Softmax(float* x, int count)
    {
        var max = Largest(x, count);
        var at = 0;
        var sum = Vector256<float>.Zero;
        var shift = Vector256.Create(max);
        for (; at <= count - Lanes; at += Lanes)
        {
            var e = FastExp.Of(Vector256.Load(x + at) - shift);
            Vector256.Store(e, x + at);
            sum += e;
        }

        var total = Vector256.Sum(sum);
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
        for (; i <= width - (4 * Lanes); i += 4 * Lanes)
        {
            Vector256<float> first = Vector256.Load(y + i), second = Vector256.Load(y + i + Lanes);
            Vector256<float> third = Vector256.Load(y + i + (2 * Lanes)), fourth = Vector256.Load(y + i + (3 * Lanes));
            for (var t = 0; t < count; t++)
            {
                var w = Vector256.Create(weights[t]);
                var v = values + ((long)t * stride) + i;
                first = Vector256.FusedMultiplyAdd(w, Vector256.Load(v), first);
                second = Vector256.FusedMultiplyAdd(w, Vector256.Load(v + Lanes), second);
                third = Vector256.FusedMultiplyAdd(w, Vector256.Load(v + (2 * Lanes)), third);
                fourth = Vector256.FusedMultiplyAdd(w, Vector256.Load(v + (3 * Lanes)), fourth);
            }

            Vector256.Store(first, y + i);
            Vector256.Store(second, y + i + Lanes);
            Vector256.Store(third, y + i + (2 * Lanes));
            Vector256.Store(fourth, y + i + (3 * Lanes));
        }

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
