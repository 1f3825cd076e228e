
namespace Intervene.Models;

/// <summary>The inverse frequencies of the rotary embedding, equal to those that transformers computes.</summary>
/// <remarks>
/// Linear: Chen et al. 2023 (arXiv:2306.15595). YaRN: Peng et al. 2023 (arXiv:2309.00071), §3.2 and §3.4. llama3: the Llama 3.1 release.
/// </remarks>
public static class RopeFrequencies
{
    /// <summary>θ^(−2i/E) for i = 0 … E/2 − 1, scaled as the config says.</summary>
    /// <exception cref="ArgumentException">The type is unknown, or lacks a part that it needs.</exception>
    public static float[] Inverse(ModelConfig config)
    {
        var rope = config.Rope;
        var plain = new double[config.HeadWidth / 2];
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = 1.0 / Math.Pow(rope.Theta, 2.0 * i / config.HeadWidth);
        }

        var scaled = rope.Type switch
        {
            "default" => plain,
            "linear" => [.. plain.Select(frequency => frequency / rope.Factor)],
            "yarn" => Yarn(plain, rope, config.HeadWidth),
            "llama3" => Llama3(plain, rope),
            _ => throw new ArgumentException($"The rope type {rope.Type} is unknown; expected default, linear, yarn or llama3.", nameof(config)),
        };
        return [.. scaled.Select(frequency => (float)frequency)];
    }

    /// <summary>The factor on cosines and sines: 1 but for YaRN, there 0.1 · ln(factor) + 1 unless the config says otherwise.</summary>
    public static float AttentionScale(ModelConfig config)
    {
        var rope = config.Rope;
        if (rope.Type != "yarn")
        {
            return 1f;
        }

        double Magnitude(double scale) => rope.Factor <= 1 ? 1 : 0.1 * scale * Math.Log(rope.Factor) + 1;
        var computed = rope is { MScale: { } scale and not 0, MScaleAllDimensions: { } all and not 0 }
            ? Magnitude(scale) / Magnitude(all) : Magnitude(1);
        return (float)(rope.AttentionFactor ?? computed);
    }

    private static double[] Yarn(double[] plain, RopeOptions rope, int width)
    {
        // The dimension whose wave turns the given number of times within the original context.
        double Dimension(double turns) => width * Math.Log(Original(rope) / (turns * 2 * Math.PI)) / (2 * Math.Log(rope.Theta));
        var (low, high) = (Dimension(rope.BetaFast), Dimension(rope.BetaSlow));
        if (rope.Truncate)
        {
            (low, high) = (Math.Floor(low), Math.Ceiling(high));
        }

        (low, high) = (Math.Max(low, 0), Math.Min(high, width - 1));
        if (low == high)
        {
            high += 0.001;
        }

        return
        [
            .. plain.Select((frequency, i) =>
            {
                var interpolated = Math.Clamp((i - low) / (high - low), 0, 1);
                return frequency / rope.Factor * interpolated + frequency * (1 - interpolated);
            }),
        ];
    }

    private static double[] Llama3(double[] plain, RopeOptions rope)
    {
        double original = Original(rope), low = rope.LowFrequencyFactor, high = rope.HighFrequencyFactor;
        return
        [
            .. plain.Select(frequency =>
            {
                var wavelength = 2 * Math.PI / frequency;
                if (wavelength < original / high)
                {
                    return frequency;
                }

                if (wavelength > original / low)
                {
                    return frequency / rope.Factor;
                }

                var smooth = (original / wavelength - low) / (high - low);
                return (1 - smooth) * frequency / rope.Factor + smooth * frequency;
            }),
        ];
    }

    private static double Original(RopeOptions rope) =>
        rope.OriginalContextLength ?? throw new ArgumentException($"The rope type {rope.Type} needs the original context length.", nameof(rope));
}
