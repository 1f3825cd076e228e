using System.Text.Json.Nodes;
using Intervene.Cli.Commands;
using Intervene.Models;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Models;

namespace Intervene.Cli.Tests.Commands;

public sealed class ModelInspectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-").FullName;

    [Fact]
    public void A_model_is_shown_with_family_parameters_types_tokenizer_template_and_memory()
    {
        Write();
        var inspection = ModelInspection.Of(_folder, [32], 4);
        Assert.True(inspection.IsSupported, Text(inspection));
        Assert.All(
            [
                "family: Qwen3, q/k norm", "parameters: 6,880, of these 4,128 in the embedding", "weights: BF16 (13 tensors), 13.8 kB in 1 file",
                "tokenizer: 258 tokens, 1 special, end 257 <end>, pad 257 <end>", "stops at: 257 <end>", "template: none: prompts are plain text",
                "4 × 32: inference", "training", "unsupported: nothing",
            ],
            part => Assert.Contains(part, Text(inspection), StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_not_supported_is_listed_and_the_rest_still_shown()
    {
        Write();
        var path = Path.Combine(_folder, "config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!;
        config["hidden_act"] = "gelu";
        File.WriteAllText(path, config.ToJsonString());
        File.WriteAllText(Path.Combine(_folder, "chat_template.jinja"), "{% if %}");
        var inspection = ModelInspection.Of(_folder, [], 1);
        Assert.False(inspection.IsSupported);
        Assert.All(["hidden_act is \"gelu\"", "chat_template.jinja:1", "weights: BF16", "tokenizer: 258 tokens"],
            part => Assert.Contains(part, Text(inspection), StringComparison.Ordinal));
    }

    [Fact]
    public void A_tokenizer_with_more_ids_than_the_embedding_has_rows_is_another_models()
    {
        Write();
        TokenizerFile.WriteByteLevel(_folder, ["ab", "cd", "ef"], "<end>");
        Assert.Contains("they are of different models", Text(ModelInspection.Of(_folder, [8], 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_beyond_the_context_and_a_missing_model_are_refused()
    {
        Write();
        Assert.Contains("beyond the model's context of 64", Assert.Throws<InterveneException>(() => ModelInspection.Of(_folder, [65], 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("no such directory or file", Assert.Throws<InterveneException>(() => ModelInspection.Of(_folder + "-not", [], 1)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Text(ModelInspection inspection) => string.Join("\n", inspection.Lines.Select(line => $"{line.Label}: {line.Text}"));

    private void Write()
    {
        File.WriteAllText(
            Path.Combine(_folder, "config.json"),
            """
            {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "vocab_size": 258, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 1,
             "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8, "max_position_embeddings": 64, "tie_word_embeddings": true, "eos_token_id": 257, "dtype": "bfloat16"}
            """);
        TokenizerFile.WriteByteLevel(_folder, ["ab"], "<end>");
        using var model = RandomModel.Create(ModelConfigReader.Read(_folder), 1);
        ModelDirectory.Save(model, _folder, _folder, TorchSharp.torch.ScalarType.BFloat16);
    }
}
