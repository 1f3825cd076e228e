using System.Runtime.Intrinsics;

namespace Intervene.Torch.Ops.Fused;

/// <summary>Softmax of a row of attention scores and its gradient, eight lanes at a time; rows end with whole lanes.</summary>
internal static unsafe class SoftmaxRow
{
    private const int Lanes = 8;

    /// <summary>softmax(x · scale) in place; what a row does not see becomes 0.</summary>
    /// <param name="x">Scores.</param>
    /// <param name="seen">Scores that count, at least one; those after them are ignored.</param>
    /// <param name="end">The row's length, a multiple of 8.</param>
    /// <param name="scale">Factor of the scores.</param>
    /// <returns>log Σ exp(x · scale).</returns>
    public static float Forward(float* x, int seen, int end, float scale)
    {
        new Span<float>(x + seen, end - seen).Fill(float.NegativeInfinity);
        return Forward(x, end, scale);
    }

    /// <summary>softmax(x · scale) in place; scores that do not count are −∞.</summary>
    /// <param name="x">Scores.</param>
    /// <param name="end">The row's length, a multiple of 8.</param>
    /// <param name="scale">Factor of the scores.</param>
    /// <returns>log Σ exp(x · scale).</returns>
    public static float Forward(float* x, int end, float scale)
    {
        var lanes = Vector256.Load(x);
        for (var i = Lanes; i < end; i += Lanes)
        {
            lanes = Vector256.MaxNative(lanes, Vector256.Load(x + i));
        }

        var most = lanes[0];
        for (var lane = 1; lane < Lanes; lane++)
        {
            most = Math.Max(most, lanes[lane]);
        }

        var shift = Vector256.Create(most);
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < end; i += Lanes)
        {
            var e = FastExp.Of((Vector256.Load(x + i) - shift) * scale);
            Vector256.Store(e, x + i);
            sum += e;
        }

        var total = Vector256.Sum(sum);
        var factor = Vector256.Create(1f / total);
        for (var i = 0; i < end; i += Lanes)
        {
            Vector256.Store(Vector256.Load(x + i) * factor, x + i);
        }

        return (most * scale) + MathF.Log(total);
    }

    /// <summary>Turns scores into probabilities, and the probabilities' gradients into the scores': scale · p (∂p − Σ p ∂p).</summary>
    /// <param name="x">Scores; probabilities at the end.</param>
    /// <param name="dx">The probabilities' gradients; the scores' at the end.</param>
    /// <param name="logSum">log Σ exp(x · scale).</param>
    /// <param name="seen">Scores that count; the others' probabilities and gradients become 0.</param>
    /// <param name="end">The row's length, a multiple of 8.</param>
    /// <param name="scale">Factor of the scores.</param>
    public static void Backward(float* x, float* dx, float logSum, int seen, int end, float scale)
    {
        new Span<float>(x + seen, end - seen).Fill(float.NegativeInfinity);
        var shift = Vector256.Create(logSum);
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < end; i += Lanes)
        {
            var p = FastExp.Of((Vector256.Load(x + i) * scale) - shift);
            Vector256.Store(p, x + i);
            sum = Vector256.FusedMultiplyAdd(p, Vector256.Load(dx + i), sum);
        }

        var mean = Vector256.Create(Vector256.Sum(sum));
        var factor = Vector256.Create(scale);
        for (var i = 0; i < end; i += Lanes)
        {
            Vector256.Store(Vector256.Load(x + i) * (Vector256.Load(dx + i) - mean) * factor, dx + i);
        }
    }
}
