using Intervene.Completions;
using Intervene.Models;
using static TorchSharp.torch;

namespace Intervene.Torch.Models;

/// <summary>Makes an untrained model.</summary>
public static class RandomModel
{
    /// <summary>Norms are 1, biases 0, everything else is normal with σ = 0.02, output projections divided by √(2 · layers).</summary>
    /// <param name="config">The model's shape.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    public static CausalLanguageModel Create(ModelConfig config, long seed)
    {
        using var frozen = no_grad();
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, shape) in ParameterShapes.Of(config))
        {
            using var generator = new Generator(RandomKey.Of(seed, "weights", name).Value & long.MaxValue);
            parameters.Add(name, name switch
            {
                _ when name.EndsWith("norm.weight", StringComparison.Ordinal) => ones(shape),
                _ when name.EndsWith(".bias", StringComparison.Ordinal) => zeros(shape),
                _ => randn(shape, generator: generator) * Sigma(name, config),
            });
        }

        return new CausalLanguageModel(config, parameters);
    }

    private static double Sigma(string name, ModelConfig config) =>
        name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith("down_proj.weight", StringComparison.Ordinal)
            ? 0.02 / Math.Sqrt(2.0 * config.Layers)
            : 0.02;
}
