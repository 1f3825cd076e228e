using Intervene.Completions;
using Intervene.Learning;
using Intervene.Models;
using Intervene.Options;
using Intervene.Torch.Models;

namespace Intervene.Benchmarks;

/// <summary>The shape of the demo's training: a small Qwen3, 8 prompts of 20 tokens, 16 completions each of exactly 96 tokens.</summary>
internal static class DemoShape
{
    public const int Prompts = 8, Group = 16, Response = 96, Prompt = 20;

    public static ModelConfig Config => new()
    {
        Family = ModelFamily.Qwen3,
        VocabularySize = 264,
        HiddenSize = 128,
        IntermediateSize = 448,
        Layers = 3,
        Heads = 4,
        KeyValueHeads = 2,
        HeadWidth = 32,
        RmsNormEpsilon = 1e-6,
        Rope = new RopeOptions { Theta = 10_000 },
        TieWordEmbeddings = true,
        ContextLength = 512,
        StopIds = [],
    };

    /// <summary>SmolLM2-135M's widths.</summary>
    public static ModelConfig SmolLm2 => new()
    {
        Family = ModelFamily.Llama,
        VocabularySize = 49_152,
        HiddenSize = 576,
        IntermediateSize = 1536,
        Layers = 30,
        Heads = 9,
        KeyValueHeads = 3,
        HeadWidth = 64,
        RmsNormEpsilon = 1e-5,
        Rope = new RopeOptions { Theta = 100_000 },
        TieWordEmbeddings = true,
        ContextLength = 2048,
        StopIds = [],
    };

    public static RlProblem[] Problems =>
        [.. Enumerable.Range(0, Prompts).Select(i => new RlProblem($"p{i}", Tokens($"p{i}", Prompt, Config.VocabularySize)))];

    public static int[] Tokens(string name, int count, int vocabulary)
    {
        var key = RandomKey.Of(1, "bench", name);
        return [.. Enumerable.Range(0, count).Select(j => (int)(key.Uniform(0, j) * vocabulary))];
    }

    public static CompletionRequest Request(string name, int[] prompt, int samples, int tokens) => new()
    {
        PromptIds = prompt,
        Key = RandomKey.Of(1, "bench", name),
        SampleCount = samples,
        Sampling = new SamplingOptions { MaxTokens = tokens },
    };

    /// <summary>GFLOP of the matrix products of a forward pass over some tokens.</summary>
    public static double Gflop(CausalLanguageModel model, double tokens) =>
        2e-9 * tokens * (model.ParameterCount + (model.Config.TieWordEmbeddings ? 0 : -model.Head.NumberOfElements));
}
