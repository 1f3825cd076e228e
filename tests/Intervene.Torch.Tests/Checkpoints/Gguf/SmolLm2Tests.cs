using System.Text.Json.Nodes;
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
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void It_imports_and_gives_transformers_log_probs_and_greedy_tokens()
    {
        var result = GgufImport.Import(SharedFiles.Path(File), folder.At("model"));
        Assert.Equal((134_515_008, "BF16"), (result.Parameters, result.Dtype));
        Assert.Empty(result.Notes);
        var golden = JsonNode.Parse(System.IO.File.ReadAllText(Goldens.Path("models/smollm2/expected.json")))!;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = ModelDirectory.Load(folder.At("model"));
        foreach (var row in golden["continuations"]!.AsArray().Take(2))
        {
            using var inner = NewDisposeScope();
            int[] prompt = Ids(row!["prompt_ids"]!), continuation = Ids(row["continuation_ids"]!);
            using var batch = PackedSequences.Pack([new int[][] { prompt, continuation }.SelectMany(ids => ids).ToArray()]);
            var logProbs = model.Logits(batch).log_softmax(-1).narrow(0, prompt.Length - 1, continuation.Length);
            var actual = logProbs.gather(1, tensor(continuation.Select(id => (long)id).ToArray()).unsqueeze(1)).squeeze(1);
            var expected = tensor(row["logprobs"]!.AsArray().Select(value => (double)value!).ToArray());
            Assert.InRange((actual.to(float64) - expected).abs().max().ToDouble(), 0, 1e-4);
        }

        var prompts = golden["greedy_and_logits"]!.AsArray().Take(2).ToArray();
        foreach (var row in prompts)
        {
            using var inner = NewDisposeScope();
            using var batch = PackedSequences.Pack([Ids(row!["ids"]!)]);
            var logits = model.Logits(batch)[-1];
            var expected = tensor(row["top_logits"]!.AsArray().Select(value => (float)value!).ToArray());
            var (values, indices) = logits.topk(20);
            Assert.Equal(Ids(row["top_ids"]!), indices.data<long>().Select(id => (int)id));
            Assert.InRange((values - expected).abs().max().ToDouble(), 0, 1e-4 * (logits.max() - logits.min()).ToDouble());
        }
    }

    [Fact]
    public void A_tokenizer_made_of_the_metadata_encodes_like_the_models_own()
    {
        GgufImport.Import(SharedFiles.Path(File), folder.At("model"), new GgufImportOptions { MetadataOnly = true });
        var (made, own) = (Tokenizer.Load(folder.At("model")), Tokenizer.Load(SharedFiles.Path("models/smollm2-135m-instruct")));
        foreach (var text in System.IO.File.ReadLines(SharedFiles.Path("goldens/tokenizers/encode.jsonl")).Select(line => (string)JsonNode.Parse(line)!["text"]!))
        {
            Assert.Equal(own.Encode(text), made.Encode(text));
        }

        Assert.Equal((own.EosTokenId, own.BosTokenId, own.PadTokenId), (made.EosTokenId, made.BosTokenId, made.PadTokenId));
        Assert.Equal(
            ChatTemplate.Load(SharedFiles.Path("models/smollm2-135m-instruct"))!.Source, ChatTemplate.Load(folder.At("model"))!.Source);
    }

    public void Dispose() => folder.Dispose();

    private static int[] Ids(JsonNode list) => [.. list.AsArray().Select(id => (int)id!)];
}
