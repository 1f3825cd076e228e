using Intervene.Options;

namespace Intervene.Torch.Engine;

/// <summary>The filters of sampling, in the order and with the ties of transformers: temperature, top-k, top-p, min-p.</summary>
public static class Warpers
{
    /// <summary>Turns logits into the probabilities that are sampled from; filtered tokens get 0.</summary>
    /// <param name="logits">[V].</param>
    /// <param name="options">The filters; the temperature is greater than 0.</param>
    /// <param name="probabilities">[V]; written.</param>
    public static void Probabilities(ReadOnlySpan<float> logits, SamplingOptions options, Span<double> probabilities)
    {
        for (var i = 0; i < logits.Length; i++)
        {
            probabilities[i] = logits[i] / options.Temperature;
        }

        if (options.TopK > 0 && options.TopK < logits.Length)
        {
            KeepTop(probabilities, options.TopK);
        }

        if (options.TopP < 1)
        {
            KeepMass(probabilities, options.TopP);
        }

        Softmax(probabilities);
        if (options.MinP > 0)
        {
            KeepShare(probabilities, options.MinP);
        }
    }

    private static void KeepTop(Span<double> scores, int count)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        var least = sorted[^count];
        foreach (ref var score in scores)
        {
            score = score < least ? double.NegativeInfinity : score;
        }
    }

    /// <summary>
    /// Drops the least probable tokens as long as their mass stays within 1 − p; of equal tokens those of larger id are dropped last.
    /// </summary>
    private static void KeepMass(Span<double> scores, double mass)
    {
        var order = new int[scores.Length];
        var keys = new double[scores.Length];
        for (var i = 0; i < order.Length; i++)
        {
            (order[i], keys[i]) = (i, scores[i]);
        }

        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        Softmax(keys);
        var below = 0.0;
        for (var i = 0; i < order.Length - 1; i++)
        {
            below += keys[order[i]];
            if (below > 1 - mass)
            {
                return;
            }

            scores[order[i]] = double.NegativeInfinity;
        }
    }

    private static void KeepShare(Span<double> probabilities, double share)
    {
        var most = 0.0;
        foreach (var p in probabilities)
        {
            most = Math.Max(most, p);
        }

        var kept = 0.0;
        foreach (ref var p in probabilities)
        {
            p = p < share * most ? 0 : p;
            kept += p;
        }

        foreach (ref var p in probabilities)
        {
            p /= kept;
        }
    }

    private static void Softmax(Span<double> scores)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores)
        {
            most = Math.Max(most, score);
        }

        var total = 0.0;
        foreach (ref var score in scores)
        {
            score = Math.Exp(score - most);
            total += score;
        }

        foreach (ref var score in scores)
        {
            score /= total;
        }
    }
}
