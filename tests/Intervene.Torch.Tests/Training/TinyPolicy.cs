using Intervene.Models;
using Intervene.Torch.Models;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Training;

/// <summary>Small random models whose logits are spread enough to sample from.</summary>
internal static class TinyPolicy
{
    public static ModelConfig Config(int vocabulary = 13, bool tied = true) => new()
    {
        Family = ModelFamily.Qwen3,
        VocabularySize = vocabulary,
        HiddenSize = 16,
        IntermediateSize = 24,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        HeadWidth = 8,
        RmsNormEpsilon = 1e-6,
        Rope = new RopeOptions { Theta = 10_000 },
        TieWordEmbeddings = tied,
        ContextLength = 64,
        StopIds = [0],
    };

    public static CausalLanguageModel Create(long seed = 3, int vocabulary = 13, bool tied = true)
    {
        using var scope = NewDisposeScope();
        var model = RandomModel.Create(Config(vocabulary, tied), seed);
        using var frozen = no_grad();
        foreach (var (name, value) in model.Parameters)
        {
            if (!name.EndsWith("norm.weight", StringComparison.Ordinal))
            {
                value.mul_(12);
            }
        }

        return model;
    }

    /// <summary>All weights as numbers, to compare runs bit for bit.</summary>
    public static float[] Weights(CausalLanguageModel model) => Numbers(model, p => p);

    /// <summary>All gradients as numbers.</summary>
    public static float[] Gradients(CausalLanguageModel model) => Numbers(model, p => p.grad!);

    private static float[] Numbers(CausalLanguageModel model, Func<Tensor, Tensor> of)
    {
        using var scope = NewDisposeScope();
        return [.. model.Parameters.Values.SelectMany(p => of(p).detach().contiguous().data<float>().ToArray())];
    }
}
