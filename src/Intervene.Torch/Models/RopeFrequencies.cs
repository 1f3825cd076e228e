namespace Intervene.Torch.Models;

/// <summary>The inverse frequencies of the rotary embedding.</summary>
public static class RopeFrequencies
{
    /// <summary>θ^(−2i/E) for i = 0 … E/2 − 1, scaled as the config says.</summary>
    public static float[] Inverse(ModelConfig config)
    {
        var half = config.HeadWidth / 2;
        var frequencies = new float[half];
        for (var i = 0; i < half; i++)
        {
            frequencies[i] = (float)(1.0 / Math.Pow(config.Rope.Theta, 2.0 * i / config.HeadWidth));
        }

        return frequencies;
    }

    /// <summary>The factor on cosines and sines: 1 but for YaRN.</summary>
    public static float AttentionScale(ModelConfig config) => 1f;
}
