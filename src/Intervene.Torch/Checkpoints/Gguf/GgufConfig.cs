using System.Text.Json.Nodes;
using Intervene.Models;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>Builds <c>config.json</c> and <c>generation_config.json</c> from the metadata of a GGUF.</summary>
internal static class GgufConfig
{
    private static readonly string[] Unsupported =
    [
        "attention.sliding_window", "attn_logit_softcapping",
        "final_logit_softcapping", "attention.scale", "logit_scale", "residual_scale", "embedding_scale",
        "rope.scale_linear", "rope.scaling.attn_factor", "rope.scaling.yarn_log_multiplier",
        "rope.scaling.yarn_ext_factor", "rope.scaling.yarn_attn_factor",
        "rope.scaling.yarn_beta_fast", "rope.scaling.yarn_beta_slow",
    ];

    /// <summary>The config, in the spelling of transformers 4.</summary>
    /// <exception cref="InterveneException">The file is of another family, or asks for what is not supported.</exception>
    public static JsonObject Build(GgufFile file)
    {
        var metadata = file.Metadata;
        var (family, architecture) = Family(file);
        RequireSupported(file, family);
        int hidden = metadata.Int($"{family}.embedding_length"), heads = metadata.Int($"{family}.attention.head_count");
        var width = metadata.Int($"{family}.attention.key_length", missing: hidden / Math.Max(1, heads));
        Require(metadata, $"{family}.attention.value_length", width);
        Require(metadata, $"{family}.rope.dimension_count", width);
        var embedding = file.Find("token_embd.weight")
            ?? throw new InterveneException($"{file.Path}: there is no tensor token_embd.weight; expected the weights of a language model.");
        var config = new JsonObject
        {
            ["architectures"] = new JsonArray(architecture),
            ["model_type"] = family,
            ["vocab_size"] = embedding.Shape[0],
            ["hidden_size"] = hidden,
            ["intermediate_size"] = metadata.Int($"{family}.feed_forward_length"),
            ["num_hidden_layers"] = metadata.Int($"{family}.block_count"),
            ["num_attention_heads"] = heads,
            ["num_key_value_heads"] = metadata.Int($"{family}.attention.head_count_kv", missing: heads),
            ["head_dim"] = width,
            ["hidden_act"] = "silu",
            ["max_position_embeddings"] = metadata.Int($"{family}.context_length"),
            ["rms_norm_eps"] = metadata.Number($"{family}.attention.layer_norm_rms_epsilon"),
            ["rope_theta"] = metadata.Number($"{family}.rope.freq_base", missing: 10_000),
            ["rope_scaling"] = GgufRope.Scaling(file, family, width),
            ["tie_word_embeddings"] = file.Find("output.weight") is null,
            ["attention_bias"] = family != "qwen2" && file.Find("blk.0.attn_q.bias") is not null,
            ["attention_dropout"] = 0.0,
            ["use_cache"] = true,
        };
        if (family == "llama")
        {
            config["mlp_bias"] = file.Find("blk.0.ffn_gate.bias") is not null;
        }

        AddTokenIds(config, metadata);
        return config;
    }

    /// <summary>The generation config: the ids that begin, end and pad.</summary>
    public static JsonObject Generation(GgufFile file)
    {
        var config = new JsonObject { ["_from_model_config"] = true };
        AddTokenIds(config, file.Metadata);
        string[] keys = ["tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"];
        int[] ends = [.. keys.Where(file.Metadata.Has).Select(key => file.Metadata.Int(key)).Distinct()];
        if (ends.Length > 1)
        {
            config["eos_token_id"] = new JsonArray([.. ends.Select(id => JsonValue.Create(id))]);
        }

        return config;
    }

    /// <summary>Refuses a config that is not this file's: everything in it that changes what is computed is compared.</summary>
    /// <param name="file">The GGUF.</param>
    /// <param name="own">The config that its metadata gives.</param>
    /// <param name="beside">The config found beside it.</param>
    /// <param name="place">Where the latter lies.</param>
    /// <exception cref="InterveneException">They differ: all differences in one message.</exception>
    public static void RequireSame(GgufFile file, ModelConfig own, ModelConfig beside, string place)
    {
        static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-6 * Math.Abs(b);
        List<string> differences = [];
        void Compare(string what, object found, object expected, bool same)
        {
            if (!same)
            {
                differences.Add(FormattableString.Invariant($"{what} is {found}; the GGUF has {expected}"));
            }
        }

        Compare("the family", beside.Family, own.Family, beside.Family == own.Family);
        Compare("num_hidden_layers", beside.Layers, own.Layers, beside.Layers == own.Layers);
        Compare("num_attention_heads", beside.Heads, own.Heads, beside.Heads == own.Heads);
        Compare("num_key_value_heads", beside.KeyValueHeads, own.KeyValueHeads, beside.KeyValueHeads == own.KeyValueHeads);
        Compare("the head width", beside.HeadWidth, own.HeadWidth, beside.HeadWidth == own.HeadWidth);
        Compare("rms_norm_eps", beside.RmsNormEpsilon, own.RmsNormEpsilon, Near(beside.RmsNormEpsilon, own.RmsNormEpsilon));
        Compare("rope_theta", beside.Rope.Theta, own.Rope.Theta, Near(beside.Rope.Theta, own.Rope.Theta));
        var (left, right) = (RopeFrequencies.Inverse(beside), RopeFrequencies.Inverse(own));
        Compare("the rope scaling", beside.Rope.Type, own.Rope.Type,
            left.Length == right.Length && left.Zip(right).All(pair => Near(pair.First, pair.Second)));
        Compare("tie_word_embeddings", beside.TieWordEmbeddings, own.TieWordEmbeddings, beside.TieWordEmbeddings == own.TieWordEmbeddings);
        if (differences.Count > 0)
        {
            throw new InterveneException(
                $"{place} is not the config of {file.Path}:\n  {string.Join("\n  ", differences)}\n"
                + "Put the right files beside the GGUF, or import with --metadata-only to use its own metadata.");
        }
    }

    private static (string Family, string Architecture) Family(GgufFile file) => file.Metadata.Text("general.architecture") switch
    {
        "llama" => ("llama", "LlamaForCausalLM"),
        "qwen2" => ("qwen2", "Qwen2ForCausalLM"),
        "qwen3" => ("qwen3", "Qwen3ForCausalLM"),
        var other => throw file.Metadata.Wrong("general.architecture", other, "llama, qwen2 or qwen3"),
    };

    private static void RequireSupported(GgufFile file, string family)
    {
        var metadata = file.Metadata;
        if (metadata.Int("split.count", missing: 1) > 1)
        {
            throw metadata.Wrong("split.count", (long)metadata.Int("split.count"), "one file; merge the parts with llama-gguf-split --merge first");
        }

        if (metadata.Int($"{family}.expert_count", missing: 0) > 0)
        {
            throw metadata.Wrong($"{family}.expert_count", (long)metadata.Int($"{family}.expert_count"), "0: mixtures of experts are not supported");
        }

        if (Unsupported.FirstOrDefault(key => metadata.Has($"{family}.{key}")) is { } found)
        {
            throw new InterveneException(
                $"{file.Path}: the metadata entry {family}.{found} is set, which is not supported; expected a model without it.");
        }
    }

    private static void Require(GgufMetadata metadata, string key, int expected)
    {
        if (metadata.Int(key, missing: expected) is var found && found != expected)
        {
            throw metadata.Wrong(key, (long)found, $"{expected}, the width of a head");
        }
    }

    private static void AddTokenIds(JsonObject config, GgufMetadata metadata)
    {
        foreach (var (name, entry) in new[] { ("bos_token_id", "bos"), ("eos_token_id", "eos"), ("pad_token_id", "padding") })
        {
            if (metadata.Has($"tokenizer.ggml.{entry}_token_id"))
            {
                config[name] = metadata.Int($"tokenizer.ggml.{entry}_token_id");
            }
        }
    }
}
