using System.Text.Json.Nodes;
using Intervene.Examples;
using Intervene.Options;
using Intervene.Torch.Models;
using Intervene.Torch.Supervised;
using Intervene.Torch.Tests.Reinforcement;
using Intervene.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Supervised;

/// <summary>Loss, gradients and four clipped AdamW updates of a tiny Qwen3 model as transformers and PyTorch compute them.</summary>
public class SftGoldenTests
{
    private const string Folder = "goldens/models/qwen3-tied";

    [Theory]
    [InlineData(16_384)]
    [InlineData(50)]
    public void Loss_and_gradients_are_transformers(int microBatchTokens)
    {
        using var scope = NewDisposeScope();
        using var model = Load();
        var expected = Expected()["sft"]!.AsObject();
        var (loss, supervised) = SftTrainer.Accumulate(model, Batch(), microBatchTokens);
        Assert.Equal(expected["supervised_tokens"]!.GetValue<long>(), supervised);
        Assert.Equal(expected["loss"]!.GetValue<double>(), loss, 1e-5);
        var gradients = Tensors("grad.", model);
        var scale = gradients.Max(g => g.Value.abs().max().ToDouble());
        foreach (var (name, gradient) in gradients)
        {
            Assert.InRange((gradient - model[name].grad!).abs().max().ToDouble() / scale, 0, 1e-5);
        }
    }

    [Fact]
    public void Four_clipped_updates_give_the_weights_that_pytorch_gives()
    {
        using var scope = NewDisposeScope();
        using var model = Load();
        var expected = Expected()["adamw"]!.AsObject();
        var options = new OptimizerOptions
        {
            LearningRate = 0.01,
            Beta1 = 0.9,
            Beta2 = 0.95,
            Epsilon = 1e-8,
            WeightDecay = 0.05,
            MaxGradNorm = 0.3,
            Schedule = ScheduleKind.CosineWithMinLr,
            MinLrRate = 0.1,
            WarmupRatio = 2 / 6.0,
        };
        using var optimizer = new AdamW(model.Parameters, options);
        var number = 0;
        foreach (var update in expected["updates"]!.AsArray().Select(u => u!.AsObject()))
        {
            var (loss, _) = SftTrainer.Accumulate(model, Batch(), 16_384);
            var rate = LearningRates.At(options, number++, 6);
            Assert.Equal(update.Number("lr"), rate, 1e-12);
            Assert.Equal(update.Number("loss"), loss, 1e-4);
            Assert.Equal(update.Number("grad_norm"), optimizer.Update(rate), 1e-3);
        }

        foreach (var (name, weights) in Tensors("after4.", model))
        {
            // Adam divides by √v: where a gradient is as small as its rounding, an update of 0.01 carries that rounding
            var difference = (weights - model[name]).abs();
            Assert.InRange(difference.max().ToDouble(), 0, 5e-4);
            Assert.InRange(difference.mean().ToDouble(), 0, 2e-6);
        }
    }

    private static TrainingExample[] Batch()
    {
        var expected = Expected();
        var sequences = expected["sequences"]!.AsArray().Select(Ids).ToArray();
        return [.. expected["sft"]!["batch"]!.AsArray().Select(b =>
        {
            var ids = sequences[b!["sequence"]!.GetValue<int>()];
            var prompt = b["prompt_length"]!.GetValue<int>();
            return new TrainingExample { ProblemId = "p", Arm = "int", PromptIds = ids[..prompt], TargetIds = ids[prompt..], Terminal = true };
        })];
    }

    private static int[] Ids(JsonNode? node) => [.. (node as JsonArray ?? node!["ids"]!.AsArray()).Select(id => id!.GetValue<int>())];

    private static JsonObject Expected() => JsonNode.Parse(File.ReadAllText(SharedFiles.Path(Folder + "/expected/expected.json")))!.AsObject();

    private static CausalLanguageModel Load()
    {
        var model = RandomModel.Create(
            new ModelConfig
            {
                Family = ModelFamily.Qwen3,
                VocabularySize = 331,
                HiddenSize = 48,
                IntermediateSize = 112,
                Layers = 3,
                Heads = 4,
                KeyValueHeads = 2,
                HeadWidth = 16,
                RmsNormEpsilon = 1e-6,
                Rope = new RopeOptions { Theta = 1_000_000 },
                TieWordEmbeddings = true,
                ContextLength = 512,
                StopIds = [2],
            },
            1);
        StateFile.Read(SharedFiles.Path(Folder + "/model.safetensors"), [.. model.Parameters.Select(p => (p.Key, p.Value))]);
        return model;
    }

    private static Dictionary<string, Tensor> Tensors(string prefix, CausalLanguageModel model)
    {
        var tensors = model.Parameters.ToDictionary(p => p.Key, p => zeros(p.Value.shape), StringComparer.Ordinal);
        StateFile.Read(SharedFiles.Path(Folder + "/expected/tensors.safetensors"), [.. tensors.Select(t => (prefix + t.Key, t.Value))]);
        return tensors;
    }
}
