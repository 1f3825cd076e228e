using System.Runtime.Intrinsics;

namespace Intervene.Torch.Ops.Fused;

/// <summary>One row of logits: what a token's log-probability needs, and the logits' gradient; eight lanes at a time.</summary>
/// <remarks>With s = z / T, p = softmax(s) and H = −Σ p log p: ∂log p_y/∂s = 1_y − p and ∂H/∂s = −p (log p + H).</remarks>
internal static unsafe class LogitRows
{
    private const int Lanes = 8;

    /// <summary>log p of a token, the row's entropy, and log Σ exp s.</summary>
    /// <param name="z">Logits.</param>
    /// <param name="width">V.</param>
    /// <param name="target">The token.</param>
    /// <param name="factor">1 / T.</param>
    public static (float LogProb, float Entropy, float LogSum) Statistics(float* z, int width, long target, float factor)
    {
        var most = float.NegativeInfinity;
        var i = 0;
        if (width >= Lanes)
        {
            var lanes = Vector256.Load(z);
            for (i = Lanes; i <= width - Lanes; i += Lanes)
            {
                lanes = Vector256.MaxNative(lanes, Vector256.Load(z + i));
            }

            for (var lane = 0; lane < Lanes; lane++)
            {
                most = Math.Max(most, lanes[lane]);
            }
        }

        for (; i < width; i++)
        {
            most = Math.Max(most, z[i]);
        }

        Vector256<float> sums = Vector256<float>.Zero, weighted = sums, shift = Vector256.Create(most);
        for (i = 0; i <= width - Lanes; i += Lanes)
        {
            var s = (Vector256.Load(z + i) - shift) * factor;
            var e = FastExp.Of(s);
            sums += e;
            weighted = Vector256.FusedMultiplyAdd(e, s, weighted);
        }

        float sum = Vector256.Sum(sums), mean = Vector256.Sum(weighted);
        for (; i < width; i++)
        {
            var s = (z[i] - most) * factor;
            var e = MathF.Exp(s);
            sum += e;
            mean += e * s;
        }

        var log = MathF.Log(sum);
        return (((z[target] - most) * factor) - log, log - (mean / sum), (most * factor) + log);
    }

    /// <summary>Turns logits into their gradient, in place.</summary>
    /// <param name="z">Logits; their gradient at the end.</param>
    /// <param name="width">V.</param>
    /// <param name="target">The token.</param>
    /// <param name="factor">1 / T.</param>
    /// <param name="logSum">log Σ exp s.</param>
    /// <param name="entropy">H.</param>
    /// <param name="onLogProb">The gradient of the token's log-probability.</param>
    /// <param name="onEntropy">The gradient of the entropy.</param>
    public static void Gradient(float* z, int width, long target, float factor, float logSum, float entropy, float onLogProb, float onEntropy)
    {
        // −factor · p · (onLogProb + onEntropy · (log p + H)), and factor · onLogProb at the token
        var i = 0;
        float constant = -factor * (onLogProb + (onEntropy * entropy)), slope = -factor * onEntropy;
        for (; i <= width - Lanes; i += Lanes)
        {
            var logProb = (Vector256.Load(z + i) * factor) - Vector256.Create(logSum);
            Vector256.Store(FastExp.Of(logProb) * (Vector256.Create(constant) + (logProb * slope)), z + i);
        }

        for (; i < width; i++)
        {
            var logProb = (z[i] * factor) - logSum;
            z[i] = MathF.Exp(logProb) * (constant + (logProb * slope));
        }

        z[target] += factor * onLogProb;
    }
}
