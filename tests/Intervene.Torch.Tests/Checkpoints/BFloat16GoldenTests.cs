using System.Text.Json.Nodes;
using Intervene.Models.Weights;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Checkpoints;

/// <summary>
/// A forward pass in bfloat16 beside transformers' in float32, on tiny models of every variant: the bounds that CausalLanguageModel states.
/// </summary>
public class BFloat16GoldenTests
{
    private const double LogitsAtWorst = 0.05, LogitsRms = 0.006; // of the logits' range
    private const double LogProbsAtWorst = 0.35, LogProbsOnAverage = 0.06, EntropyAtWorst = 0.25;

    public static TheoryData<string> Names() => [.. Goldens.Models];

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_log_probs_and_entropies_are_within_the_bounds(string name)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var directory = Goldens.Model(name);
        using var model = ModelDirectory.Load(directory, bfloat16);
        using var golden = SafetensorsFile.Open(Path.Combine(directory, "expected", "tensors.safetensors"));
        var sequences = JsonNode.Parse(File.ReadAllText(Path.Combine(directory, "expected", "expected.json")))!["sequences"]!.AsArray();
        for (var i = 0; i < sequences.Count; i++)
        {
            int[] ids = [.. sequences[i]!.AsArray().Select(id => (int)id!)];
            using var batch = PackedSequences.Pack([ids]);
            var logits = model.Logits(batch);
            Assert.Equal(bfloat16, logits.dtype);
            var expected = golden.Read($"logits.{i}", float32);
            var range = (expected.max() - expected.min()).ToDouble();
            var difference = logits.to(float32).narrow(0, ids.Length - expected.shape[0], expected.shape[0]) - expected;
            Assert.InRange(difference.abs().max().ToDouble(), 0, LogitsAtWorst * range);
            Assert.InRange(difference.square().mean().sqrt().ToDouble(), 0, LogitsRms * range);

            var logProbs = logits.to(float32).log_softmax(-1);
            var entropy = -(logProbs.exp() * logProbs).sum(-1);
            Assert.InRange((golden.Read($"entropy.{i}", float32) - entropy).abs().max().ToDouble(), 0, EntropyAtWorst);
            if (ids.Length > 1)
            {
                var next = tensor(ids[1..].Select(id => (long)id).ToArray()).unsqueeze(1);
                var apart =
                    (golden.Read($"next_token_logprobs.{i}", float32) - logProbs.narrow(0, 0, ids.Length - 1).gather(1, next).squeeze(1)).abs();
                Assert.InRange(apart.max().ToDouble(), 0, LogProbsAtWorst);
                Assert.InRange(apart.mean().ToDouble(), 0, LogProbsOnAverage);
            }
        }
    }
}
