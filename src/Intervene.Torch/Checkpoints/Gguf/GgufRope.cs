using System.Text.Json.Nodes;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>The rope scaling of a GGUF, as <c>config.json</c> says it.</summary>
internal static class GgufRope
{
    // What Llama 3.1 and later are trained with; a file holds only the factors that follow from them.
    private const double LowFrequencyFactor = 1, HighFrequencyFactor = 4;
    private static readonly int[] OriginalContexts = [8192, .. Enumerable.Range(5, 16).Select(power => 1 << power)];

    /// <summary>The entry <c>rope_scaling</c>; null for none.</summary>
    /// <exception cref="InterveneException">The scaling is not supported.</exception>
    public static JsonObject? Scaling(GgufFile file, string family, int headWidth)
    {
        var metadata = file.Metadata;
        var key = $"{family}.rope.scaling.type";
        var type = metadata.Text(key) ?? "none";
        var factors = file.Find(GgufNames.RopeFactors);
        if (factors is not null)
        {
            return type == "none"
                ? Llama3(file, factors, family, headWidth) : throw metadata.Wrong(key, type, $"none beside the tensor {GgufNames.RopeFactors}");
        }

        switch (type)
        {
            case "none":
                return null;
            case "linear":
                return new JsonObject { ["rope_type"] = "linear", ["factor"] = metadata.Number($"{family}.rope.scaling.factor") };
            case "yarn":
                return new JsonObject
                {
                    ["rope_type"] = "yarn",
                    ["factor"] = metadata.Number($"{family}.rope.scaling.factor"),
                    ["original_max_position_embeddings"] = metadata.Int($"{family}.rope.scaling.original_context_length"),
                };
            default:
                throw metadata.Wrong(key, type, "none, linear or yarn");
        }
    }

    /// <summary>Finds llama3's parameters from its factors on the wavelengths: those that give the same factors.</summary>
    private static JsonObject Llama3(GgufFile file, GgufTensor tensor, string family, int headWidth)
    {
        var factors = new float[tensor.Elements == headWidth / 2 ? headWidth / 2 : 0];
        file.Read(tensor, 0, factors);
        var theta = file.Metadata.Number($"{family}.rope.freq_base", missing: 10_000);
        double factor = factors.Length > 0 ? factors.Max() : 0;
        foreach (var original in OriginalContexts)
        {
            bool FitsAt(int i) => Fits(factors[i], Factor(2 * Math.PI * Math.Pow(theta, 2.0 * i / headWidth), original, factor));
            if (factors.Length == headWidth / 2 && Enumerable.Range(0, factors.Length).All(FitsAt))
            {
                return new JsonObject
                {
                    ["rope_type"] = "llama3",
                    ["factor"] = factor,
                    ["low_freq_factor"] = LowFrequencyFactor,
                    ["high_freq_factor"] = HighFrequencyFactor,
                    ["original_max_position_embeddings"] = original,
                };
            }
        }

        throw new InterveneException(
            $"{file.Path}: the tensor {tensor.Name} [{string.Join(", ", tensor.Shape)}] holds factors that Llama 3's rope scaling does not give; "
            + "no other factors are supported.");
    }

    /// <summary>What llama3 divides the frequency of a wavelength by.</summary>
    private static double Factor(double wavelength, double original, double factor)
    {
        if (wavelength < original / HighFrequencyFactor)
        {
            return 1;
        }

        var smooth = (original / wavelength - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor);
        return wavelength > original / LowFrequencyFactor ? factor : 1 / ((1 - smooth) / factor + smooth);
    }

    private static bool Fits(float found, double expected) => Math.Abs(found - expected) <= 1e-4 * expected;
}
