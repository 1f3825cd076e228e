using System.Runtime.Intrinsics;
using Intervene.Options;
using Intervene.Torch.Ops.Fused;

namespace Intervene.Torch.Engine;

/// <summary>Draws one token from a row of logits by inverting the cumulative distribution in the order of the ids.</summary>
internal static unsafe class Sampler
{
    private const int Lanes = 8;

    /// <summary>Samples a token.</summary>
    /// <param name="logits">[V].</param>
    /// <param name="vocabulary">V.</param>
    /// <param name="options">The distribution.</param>
    /// <param name="uniform">The random number, in [0, 1).</param>
    /// <param name="scratch">[V] float32, overwritten.</param>
    /// <returns>
    /// The token and its log-probability under the logits divided by the temperature; not a number, and no token, where a logit is not finite.
    /// </returns>
    public static (int Token, float LogProb) Draw(float* logits, int vocabulary, SamplingOptions options, double uniform, float* scratch)
    {
        var temperature = options.Temperature > 0 ? (float)options.Temperature : 1f;
        var (least, most) = Range(logits, vocabulary);
        var total = Exponentials(logits, vocabulary, most, 1f / temperature, scratch); // not a number where a logit is not
        if (!double.IsFinite(total) || !float.IsFinite(least) || !float.IsFinite(most))
        {
            return (-1, float.NaN);
        }

        var best = new ReadOnlySpan<float>(logits, vocabulary).IndexOf(most);
        var token = options switch
        {
            { Temperature: 0 } => best,
            { TopP: >= 1, TopK: 0, MinP: <= 0 } => Invert(scratch, vocabulary, uniform * total, best),
            _ => Filtered(logits, vocabulary, options, uniform, best),
        };
        return (token, (float)(((logits[token] - most) / (double)temperature) - Math.Log(total)));
    }

    private static (float Least, float Most) Range(float* logits, int count)
    {
        float least = logits[0], most = logits[0];
        var i = 0;
        if (count >= Lanes)
        {
            Vector256<float> low = Vector256.Load(logits), high = low;
            for (i = Lanes; i <= count - Lanes; i += Lanes)
            {
                var x = Vector256.Load(logits + i);
                (low, high) = (Vector256.MinNative(low, x), Vector256.MaxNative(high, x));
            }

            for (var lane = 0; lane < Lanes; lane++)
            {
                (least, most) = (Math.Min(least, low[lane]), Math.Max(most, high[lane]));
            }
        }

        for (; i < count; i++)
        {
            (least, most) = (Math.Min(least, logits[i]), Math.Max(most, logits[i]));
        }

        return (least, most);
    }

    private static double Exponentials(float* logits, int count, float most, float scale, float* into)
    {
        var total = 0.0;
        var i = 0;
        var shift = Vector256.Create(most);
        for (; i <= count - Lanes; i += Lanes)
        {
            var e = FastExp.Of((Vector256.Load(logits + i) - shift) * scale);
            Vector256.Store(e, into + i);
            total += Vector256.Sum(e);
        }

        for (; i < count; i++)
        {
            into[i] = MathF.Exp((logits[i] - most) * scale);
            total += into[i];
        }

        return total;
    }

    private static int Invert(float* weights, int count, double target, int fallback)
    {
        var below = 0.0;
        for (var i = 0; i < count; i++)
        {
            below += weights[i];
            if (below > target && weights[i] > 0)
            {
                return i;
            }
        }

        return fallback; // rounding left the target above the last sum
    }

    private static int Filtered(float* logits, int count, SamplingOptions options, double uniform, int fallback)
    {
        var probabilities = new double[count];
        Warpers.Probabilities(new ReadOnlySpan<float>(logits, count), options, probabilities);
        var below = 0.0;
        for (var i = 0; i < count; i++)
        {
            below += probabilities[i];
            if (below > uniform && probabilities[i] > 0)
            {
                return i;
            }
        }

        return fallback;
    }
}
