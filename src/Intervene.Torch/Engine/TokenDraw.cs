namespace Intervene.Torch.Engine;

/// <summary>Draws a token as a request asks for it: of biased logits, and with the most probable ones beside it.</summary>
internal static unsafe class TokenDraw
{
    /// <summary>Draws a token.</summary>
    /// <param name="logits">[V]; several draws may read them.</param>
    /// <param name="vocabulary">V.</param>
    /// <param name="draw">What is drawn.</param>
    /// <param name="scratch">[V] float32, overwritten.</param>
    public static DrawnToken Of(float* logits, int vocabulary, Draw draw, float* scratch)
    {
        if (draw.Options is not { } options)
        {
            return Sampled(logits, vocabulary, draw, scratch);
        }

        var own = new ReadOnlySpan<float>(logits, vocabulary).ToArray();
        foreach (var (token, bias) in options.Bias)
        {
            own[token] += bias;
        }

        fixed (float* biased = own)
        {
            var drawn = Sampled(biased, vocabulary, draw, scratch);
            return options.Alternatives == 0 || drawn.Token < 0 ? drawn
                : drawn with { Alternatives = Most(own, options.Alternatives, drawn, draw.Sampling.Temperature) };
        }
    }

    private static DrawnToken Sampled(float* logits, int vocabulary, Draw draw, float* scratch)
    {
        var (token, logProb) = Sampler.Draw(logits, vocabulary, draw.Sampling, draw.Uniform, scratch);
        return new DrawnToken(token, logProb, null);
    }

    /// <summary>The most probable tokens: their distance from the drawn one's logit is that of their log-probs.</summary>
    private static TokenLogProb[] Most(float[] logits, int count, DrawnToken drawn, double temperature)
    {
        var (most, known) = (new int[count], 0);
        for (var token = 0; token < logits.Length; token++)
        {
            if (known == count && logits[token] <= logits[most[^1]])
            {
                continue;
            }

            var at = known < count ? known++ : count - 1;
            for (; at > 0 && logits[most[at - 1]] < logits[token]; at--)
            {
                most[at] = most[at - 1];
            }

            most[at] = token;
        }

        var divisor = temperature > 0 ? (float)temperature : 1f;
        return
        [
            .. most[..known].Select(token => new TokenLogProb(
                token, (float)Math.Min(0, drawn.LogProb + (((double)logits[token] - logits[drawn.Token]) / divisor)))),
        ];
    }
}
