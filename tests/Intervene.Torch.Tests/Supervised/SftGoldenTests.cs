using System.Text.Json.Nodes;
using Intervene.Examples;
using Intervene.Options;
using Intervene.Torch.Checkpoints;
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
    [Theory]
    [InlineData(16_384)]
    [InlineData(50)]
    public void Loss_and_gradients_are_transformers(int microBatchTokens)
    {
        using var scope = NewDisposeScope();
        var folder = SharedFiles.Path("goldens/models/qwen3-tied");
        using var model = ModelDirectory.Load(folder);
        var all = Expected(folder);
        var expected = all["sft"]!.AsObject();
        var (loss, supervised) = SftTrainer.Accumulate(model, Batch(all), microBatchTokens);
        Assert.Equal(expected["supervised_tokens"]!.GetValue<long>(), supervised);
        Assert.Equal(expected["loss"]!.GetValue<double>(), loss, 1e-5);
        var gradients = Tensors("grad.", model, folder);
        var scale = gradients.Max(g => g.Value.abs().max().ToDouble());
        foreach (var (name, gradient) in gradients)
        {
            Assert.InRange((gradient - model[name].grad!).abs().max().ToDouble() / scale, 0, 1e-5);
        }
    }

    /// <remarks>
    /// Adam divides by √v: where a gradient is as small as its rounding, an update of 0.01 carries that rounding, PyTorch's own float32 too (exact
    /// float64 gradients end further from its weights than these). So all but a few weights agree to 1e-5.
    /// </remarks>
    [Theory]
    [InlineData("qwen3-tied")]
    [InlineData("qwen3-untied-sharded-bf16")]
    [InlineData("qwen3-yarn")]
    [InlineData("qwen2-bias")]
    [InlineData("llama-tied")]
    [InlineData("llama3-rope")]
    [InlineData("llama-linear-rope")]
    public void Four_clipped_updates_give_the_weights_that_pytorch_gives(string name)
    {
        using var scope = NewDisposeScope();
        var folder = SharedFiles.Path("goldens/models/" + name);
        using var model = ModelDirectory.Load(folder);
        var all = Expected(folder);
        var expected = all["adamw"]!.AsObject();
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
            var (loss, _) = SftTrainer.Accumulate(model, Batch(all), 16_384);
            var rate = LearningRates.At(options, number++, 6);
            Assert.Equal(update.Number("lr"), rate, 1e-12);
            Assert.Equal(update.Number("loss"), loss, 2e-5);
            Assert.Equal(update.Number("grad_norm"), optimizer.Update(rate), 1e-4);
        }

        long count = 0, different = 0;
        var sum = 0.0;
        foreach (var (parameter, weights) in Tensors("after4.", model, folder))
        {
            var difference = (weights - model[parameter]).abs();
            sum += difference.sum().ToDouble();
            count += difference.NumberOfElements;
            different += difference.gt(1e-5).sum().ToInt64();
        }

        Assert.InRange((double)different / count, 0, 5e-4);
        Assert.InRange(sum / count, 0, 1e-6);
    }

    private static TrainingExample[] Batch(JsonObject expected)
    {
        var sequences = expected["sequences"]!.AsArray().Select(Ids).ToArray();
        return [.. expected["sft"]!["batch"]!.AsArray().Select(b =>
        {
            var ids = sequences[b!["sequence"]!.GetValue<int>()];
            var prompt = b["prompt_length"]!.GetValue<int>();
            return new TrainingExample { ProblemId = "p", Arm = "int", PromptIds = ids[..prompt], TargetIds = ids[prompt..], Terminal = true };
        })];
    }

    private static int[] Ids(JsonNode? node) => [.. (node as JsonArray ?? node!["ids"]!.AsArray()).Select(id => id!.GetValue<int>())];

    private static JsonObject Expected(string folder) => JsonNode.Parse(File.ReadAllText(folder + "/expected/expected.json"))!.AsObject();

    private static Dictionary<string, Tensor> Tensors(string prefix, CausalLanguageModel model, string folder)
    {
        var tensors = model.Parameters.ToDictionary(p => p.Key, p => zeros(p.Value.shape), StringComparer.Ordinal);
        StateFile.Read(folder + "/expected/tensors.safetensors", [.. tensors.Select(t => (prefix + t.Key, t.Value))]);
        return tensors;
    }
}
