using System.Text.Json.Nodes;
using Intervene.Tests;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Checkpoints.Gguf;
using Intervene.Torch.Models;
using Intervene.Torch.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Checkpoints.Gguf;

/// <summary>A real model: SmolLM2-135M-Instruct from its GGUF, against transformers in float32.</summary>
public sealed class SmolLm2Tests : IDisposable
{
    private const string File = "models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void It_imports_and_gives_transformers_log_probs_and_greedy_tokens()
    {
        var result = GgufImport.Import(SharedFiles.Path(File), _folder.At("model"));
        Assert.Equal((134_515_008, "BF16"), (result.Parameters, result.Dtype));
        Assert.Empty(result.Notes);
        var golden = JsonNode.Parse(System.IO.File.ReadAllText(Goldens.Path("models/smollm2/expected.json")))!;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = ModelDirectory.Load(_folder.At("model"));
        Assert.Equal((3, 4), (golden["continuations"]!.AsArray().Count, golden["greedy_and_logits"]!.AsArray().Count));
        Assert.All(golden["continuations"]!.AsArray(), row => Assert.InRange(LogProbError(model, row!).Worst, 0, 1e-4));
        Assert.All(golden["greedy_and_logits"]!.AsArray(), row => CompareLogits(model, row!));

        using var half = ModelDirectory.Load(_folder.At("model"), bfloat16);
        var errors = golden["continuations"]!.AsArray().Select(row => LogProbError(half, row!)).ToArray();
        Assert.InRange(errors.Max(error => error.Worst), 0, 0.5);
        Assert.InRange(errors.Max(error => error.Mean), 0, 0.05);
    }

    [Fact]
    public void A_tokenizer_made_of_the_metadata_encodes_like_the_models_own()
    {
        GgufImport.Import(SharedFiles.Path(File), _folder.At("model"), new GgufImportOptions { MetadataOnly = true });
        var (made, own) = (Tokenizer.Load(_folder.At("model")), Tokenizer.Load(SharedFiles.Path("models/smollm2-135m-instruct")));
        foreach (var text in System.IO.File.ReadLines(SharedFiles.Path("goldens/tokenizers/encode.jsonl"))
            .Select(line => (string)JsonNode.Parse(line)!["text"]!))
        {
            Assert.Equal(own.Encode(text), made.Encode(text));
        }

        Assert.Equal((own.EosTokenId, own.BosTokenId, own.PadTokenId), (made.EosTokenId, made.BosTokenId, made.PadTokenId));
        Assert.Equal(
            ChatTemplate.Load(SharedFiles.Path("models/smollm2-135m-instruct"))!.Source, ChatTemplate.Load(_folder.At("model"))!.Source);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The largest and the mean absolute error of a continuation's log-probs.</summary>
    private static (double Worst, double Mean) LogProbError(CausalLanguageModel model, JsonNode row)
    {
        using var scope = NewDisposeScope();
        int[] prompt = Ids(row["prompt_ids"]!), continuation = Ids(row["continuation_ids"]!);
        using var batch = PackedSequences.Pack([prompt.Concat(continuation).ToArray()]);
        var logProbs = model.Logits(batch).to(float32).log_softmax(-1).narrow(0, prompt.Length - 1, continuation.Length);
        var actual = logProbs.gather(1, tensor(continuation.Select(id => (long)id).ToArray()).unsqueeze(1)).squeeze(1);
        var errors = (actual.to(float64) - tensor(row["logprobs"]!.AsArray().Select(value => (double)value!).ToArray())).abs();
        return (errors.max().ToDouble(), errors.mean().ToDouble());
    }

    private static void CompareLogits(CausalLanguageModel model, JsonNode row)
    {
        using var scope = NewDisposeScope();
        using var batch = PackedSequences.Pack([Ids(row["ids"]!)]);
        var logits = model.Logits(batch)[-1];
        var expected = tensor(row["top_logits"]!.AsArray().Select(value => (float)value!).ToArray());
        var (values, indices) = logits.topk(20);
        Assert.Equal(Ids(row["top_ids"]!), indices.data<long>().Select(id => (int)id));
        var range = (logits.max() - logits.min()).ToDouble();
        Assert.InRange((values - expected).abs().max().ToDouble(), 0, 1e-4 * range);
        Assert.InRange(Math.Abs(logits.logsumexp(0).ToDouble() - (double)row["logsumexp"]!), 0, 1e-4 * range);
    }

    private static int[] Ids(JsonNode list) => [.. list.AsArray().Select(id => (int)id!)];
}
