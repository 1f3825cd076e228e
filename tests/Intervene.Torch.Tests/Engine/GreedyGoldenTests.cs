using System.Text.Json.Nodes;
using Intervene.Options;
using Intervene.Tests;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Checkpoints.Gguf;
using Intervene.Torch.Models;
using Intervene.Torch.Tests.Checkpoints;
using Intervene.Torch.Tests.Training;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Engine;

/// <summary>Greedy continuations of transformers, on tiny models of every variant and on a real one.</summary>
public class GreedyGoldenTests
{
    private const double Margin = 1e-3;
    private const string SmolLm2 = "models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";

    public static TheoryData<string> Names() => [.. Goldens.Models];

    [Theory]
    [MemberData(nameof(Names))]
    public void Greedy_completions_are_transformers(string name)
    {
        var directory = Goldens.Model(name);
        using var model = ModelDirectory.Load(directory);
        var golden = JsonNode.Parse(File.ReadAllText(Path.Combine(directory, "expected", "expected.json")))!;
        var prompts = golden["sequences"]!.AsArray().Select(sequence => Ids(sequence!)).ToArray();
        Compare(model, [.. golden["greedy"]!.AsArray().Select(row => (prompts[(int)row!["prompt"]!], Ids(row["tokens"]!)))]);
    }

    [Fact]
    public void Greedy_completions_of_SmolLM2_are_transformers()
    {
        var golden = JsonNode.Parse(File.ReadAllText(Goldens.Path("models/smollm2/expected.json")))!;
        using var folder = new TemporaryFolder();
        GgufImport.Import(SharedFiles.Path(SmolLm2), folder.At("model"));
        using var model = ModelDirectory.Load(folder.At("model"));
        Compare(model, [.. golden["greedy_and_logits"]!.AsArray().Select(row => (Ids(row!["ids"]!), Ids(row["greedy"]!)))]);
    }

    /// <summary>Tokens are equal up to the first at which the model's two best lie closer than the margin.</summary>
    private static void Compare(CausalLanguageModel model, (int[] Prompt, int[] Tokens)[] goldens)
    {
        var requests = goldens.Select(
            golden => SmallModels.Request(golden.Prompt, 1, new SamplingOptions { Temperature = 0, MaxTokens = golden.Tokens.Length })).ToArray();
        foreach (var (golden, group) in goldens.Zip(LocalEngineTests.Complete(model, requests)))
        {
            var actual = group.Completions.Single().TokenIds;
            var same = golden.Tokens.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
            if (same < actual.Length)
            {
                Assert.InRange(MarginAt(model, [.. golden.Prompt, .. actual[..same]]), 0, Margin);
            }
            else if (same < golden.Tokens.Length)
            {
                Assert.Contains(actual[^1], model.Config.StopIds);
            }
        }
    }

    private static double MarginAt(CausalLanguageModel model, int[] ids)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var packed = PackedSequences.Pack([ids]);
        var best = model.Logits(packed)[-1].topk(2).values.data<float>().ToArray();
        return best[0] - best[1];
    }

    private static int[] Ids(JsonNode list) => [.. list.AsArray().Select(id => (int)id!)];
}
