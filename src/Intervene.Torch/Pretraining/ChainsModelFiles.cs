using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Options;
using Intervene.Problems.Chains;
using Intervene.Text;

namespace Intervene.Torch.Pretraining;

/// <summary>The files beside the embedded model's weights: an ordinary Hugging Face directory of the Qwen3 architecture.</summary>
public static class ChainsModelFiles
{
    /// <summary>The token that ends a trace.</summary>
    public const string EndToken = "<|endoftext|>";

    private const string BoxToken = "\\boxed{";

    /// <summary>Writes tokenizer, config.json and generation_config.json.</summary>
    /// <param name="directory">The directory; made where it is missing.</param>
    /// <param name="options">The model's shape.</param>
    /// <returns>The tokenizer of the directory.</returns>
    public static Tokenizer Write(string directory, PretrainOptions options)
    {
        TokenizerFile.WriteByteLevel(directory, [ChainSteps.Separator, BoxToken], EndToken);
        var tokenizer = Tokenizer.Load(directory);
        var stop = tokenizer.EosTokenId;
        Save(Path.Combine(directory, "config.json"), new JsonObject
        {
            ["architectures"] = new JsonArray("Qwen3ForCausalLM"),
            ["attention_bias"] = false,
            ["attention_dropout"] = 0.0,
            ["bos_token_id"] = null,
            ["eos_token_id"] = stop,
            ["pad_token_id"] = stop,
            ["head_dim"] = options.HeadWidth,
            ["hidden_act"] = "silu",
            ["hidden_size"] = options.HiddenSize,
            ["initializer_range"] = 0.02,
            ["intermediate_size"] = options.IntermediateSize,
            ["max_position_embeddings"] = options.ContextLength,
            ["max_window_layers"] = options.Layers,
            ["model_type"] = "qwen3",
            ["num_attention_heads"] = options.Heads,
            ["num_hidden_layers"] = options.Layers,
            ["num_key_value_heads"] = options.KeyValueHeads,
            ["rms_norm_eps"] = 1e-6,
            ["rope_scaling"] = null,
            ["rope_theta"] = 10000.0,
            ["sliding_window"] = null,
            ["tie_word_embeddings"] = true,
            ["torch_dtype"] = "float32",
            ["use_cache"] = true,
            ["use_sliding_window"] = false,
            ["vocab_size"] = tokenizer.VocabularySize,
        });
        Save(Path.Combine(directory, "generation_config.json"),
            new JsonObject { ["do_sample"] = true, ["eos_token_id"] = stop, ["pad_token_id"] = stop });
        return tokenizer;
    }

    private static void Save(string path, JsonObject json) =>
        AtomicFile.Write(path, json.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }) + "\n");
}
