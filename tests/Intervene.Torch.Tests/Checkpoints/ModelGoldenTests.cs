using System.Text.Json.Nodes;
using Intervene.Models.Weights;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Models;
using Intervene.Torch.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Checkpoints;

/// <summary>What transformers computes on tiny models of every variant.</summary>
public class ModelGoldenTests
{
    public static TheoryData<string> Names() => [.. Goldens.Models];

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_log_probs_and_entropies_are_transformers(string name)
    {
        var directory = Goldens.Model(name);
        Leaks.None(() => Compare(directory));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Greedy_tokens_are_transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var directory = Goldens.Model(name);
        using var model = ModelDirectory.Load(directory);
        foreach (var golden in Expected(directory)["greedy"]!.AsArray())
        {
            var sequence = Sequences(directory)[(int)golden!["prompt"]!].ToList();
            var tokens = golden["tokens"]!.AsArray().Select(t => (int)t!).ToArray();
            if ((double)golden["min_margin"]! <= 1e-3)
            {
                continue;
            }

            foreach (var token in tokens)
            {
                using var inner = NewDisposeScope();
                using var batch = PackedSequences.Pack([sequence.ToArray()]);
                Assert.Equal(token, model.Logits(batch)[-1].argmax().ToInt64());
                sequence.Add(token);
            }
        }
    }

    private static void Compare(string directory)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = ModelDirectory.Load(directory);
        using var golden = SafetensorsFile.Open(Path.Combine(directory, "expected", "tensors.safetensors"));
        var sequences = Sequences(directory);
        for (var i = 0; i < sequences.Length; i++)
        {
            using var inner = NewDisposeScope();
            using var batch = PackedSequences.Pack([sequences[i]]);
            var logits = model.Logits(batch);
            var expected = golden.Read($"logits.{i}", float32);
            var range = (expected.max() - expected.min()).ToDouble();
            Near(expected, logits.narrow(0, logits.shape[0] - expected.shape[0], expected.shape[0]), 1e-4 * range);
            var logProbs = logits.log_softmax(-1);
            Near(golden.Read($"entropy.{i}", float32), -(logProbs.exp() * logProbs).sum(-1), 1e-4);
            if (sequences[i].Length > 1)
            {
                using var next = tensor(sequences[i][1..].Select(id => (long)id).ToArray());
                Near(golden.Read($"next_token_logprobs.{i}", float32),
                    logProbs.narrow(0, 0, next.shape[0]).gather(1, next.unsqueeze(1)).squeeze(1), 1e-4);
            }
        }
    }

    private static void Near(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().ToDouble(), 0, tolerance);
    }

    private static JsonNode Expected(string directory) => JsonNode.Parse(File.ReadAllText(Path.Combine(directory, "expected", "expected.json")))!;

    private static int[][] Sequences(string directory) =>
        [.. Expected(directory)["sequences"]!.AsArray().Select(s => s!.AsArray().Select(id => (int)id!).ToArray())];
}
