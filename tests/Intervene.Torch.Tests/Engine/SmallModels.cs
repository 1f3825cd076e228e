using Intervene.Completions;
using Intervene.Models;
using Intervene.Options;
using Intervene.Torch.Models;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Engine;

/// <summary>
/// Small random models of every family, with grouped queries, biases where the family has them, and logits spread enough to sample from.
/// </summary>
internal static class SmallModels
{
    /// <summary>Family, key and value heads, head width; the last has no width that is a multiple of eight.</summary>
    public static TheoryData<ModelFamily, int, int> Shapes() => new()
    {
        { ModelFamily.Qwen3, 2, 8 },
        { ModelFamily.Qwen2, 1, 16 },
        { ModelFamily.Llama, 2, 32 },
        { ModelFamily.Llama, 4, 6 },
    };

    public static CausalLanguageModel Create(
        ModelFamily family = ModelFamily.Qwen3, int kvHeads = 2, int headWidth = 8, int context = 64, params int[] stopIds)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var model = RandomModel.Create(
            new ModelConfig
            {
                Family = family,
                VocabularySize = 37,
                HiddenSize = headWidth == 6 ? 20 : 32,
                IntermediateSize = headWidth == 6 ? 27 : 48,
                Layers = 3,
                Heads = 4,
                KeyValueHeads = kvHeads,
                HeadWidth = headWidth,
                RmsNormEpsilon = 1e-6,
                Rope = new RopeOptions { Theta = 10_000 },
                TieWordEmbeddings = family == ModelFamily.Qwen3,
                QueryKeyValueBias = family == ModelFamily.Qwen2,
                OutputBias = headWidth == 6,
                MlpBias = headWidth == 6,
                ContextLength = context,
                StopIds = stopIds,
            },
            7);
        foreach (var (name, value) in model.Parameters)
        {
            using var generator = new Generator(RandomKey.Of(1, "spread", name).Value & long.MaxValue);
            _ = name switch
            {
                _ when name.EndsWith(".bias", StringComparison.Ordinal) => value.normal_(0, 0.3, generator),
                _ when name.EndsWith("norm.weight", StringComparison.Ordinal) => value.add_(randn(value.shape, generator: generator).mul_(0.1)),
                _ => value.mul_(8),
            };
        }

        return model;
    }

    public static CompletionRequest Request(int[] prompt, int samples, SamplingOptions sampling, string id = "p") => new()
    {
        PromptIds = prompt,
        Key = RandomKey.Of(5, "test", id),
        SampleCount = samples,
        Sampling = sampling,
    };

    /// <summary>Requests of different lengths, sample counts and settings.</summary>
    public static CompletionRequest[] Mixed() =>
    [
        Request([3, 1, 4, 1, 5, 9, 2, 6], 5, new SamplingOptions { MaxTokens = 17 }, "a"),
        Request([30], 1, new SamplingOptions { MaxTokens = 9, Temperature = 0.6, TopP = 0.9 }, "b") with { FirstSample = 4 },
        Request([.. Enumerable.Range(1, 36)], 4, new SamplingOptions { MaxTokens = 40, TopK = 7 }, "c"),
        Request([8, 8], 3, new SamplingOptions { MaxTokens = 12, Temperature = 0 }, "d"),
    ];
}
