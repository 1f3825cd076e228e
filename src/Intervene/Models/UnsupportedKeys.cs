using System.Text.Json;

namespace Intervene.Models;

/// <summary>The keys of <c>config.json</c> that change what a model computes in ways that are not implemented.</summary>
public static class UnsupportedKeys
{
    private static readonly (string Key, string What)[] MustBeMissing =
    [
        ("quantization_config", "quantised weights are not supported; use the model's bfloat16 or float32 weights"),
        ("compression_config", "compressed weights are not supported; use the model's bfloat16 or float32 weights"),
        ("quantization", "quantised weights are not supported; use the model's bfloat16 or float32 weights"),
        ("clip_qkv", "clipped projections are not supported"),
        ("attn_logit_softcapping", "soft-caps are not supported"),
        ("final_logit_softcapping", "soft-caps are not supported"),
        ("logit_soft_cap", "soft-caps are not supported"),
        ("attention_chunk_size", "chunked attention is not supported"),
        ("no_rope_layers", "layers without rotary positions are not supported"),
        ("adapter_config", "adapters are not supported; merge them into the weights first"),
    ];

    private static readonly string[] Multipliers =
        ["embedding_multiplier", "residual_multiplier", "attention_multiplier",
            "logits_scaling", "logit_scale", "query_pre_attn_scalar", "scale_emb", "scale_depth"];

    private static readonly string[] Experts =
    [
        "num_experts", "num_local_experts", "n_routed_experts",
        "n_shared_experts", "num_experts_per_tok", "moe_intermediate_size", "shared_expert_intermediate_size",
    ];

    private static readonly string[] RotaryParts = ["partial_rotary_factor", "rotary_pct", "rotary_percent"];

    private static readonly (string Key, string What)[] MustBeOff =
    [
        ("use_mrope", "multimodal rotary positions are not supported"),
        ("alibi", "ALiBi is not supported"),
        ("parallel_attn", "parallel layers are not supported"),
        ("use_parallel_residual", "parallel layers are not supported"),
        ("use_qk_norm", "this norm of queries and keys is not supported"),
        ("qk_layernorm", "this norm of queries and keys is not supported"),
        ("use_bidirectional_attention", "attention to later tokens is not supported"),
        ("is_encoder_decoder", "encoders are not supported"),
        ("add_cross_attention", "cross attention is not supported"),
    ];

    /// <summary>Notes every key in use that is not supported.</summary>
    public static void Check(ConfigJson json)
    {
        foreach (var (key, what) in MustBeMissing.Where(entry => json.Has(entry.Key)))
        {
            json.Fault(key, what);
        }

        foreach (var key in Multipliers.Where(json.Has))
        {
            json.Fault(key, "multipliers are not supported");
        }

        foreach (var key in Experts.Where(key => json.Find(key) is { } value && !IsNumber(value, 0)))
        {
            json.Fault(key, "mixtures of experts are not supported");
        }

        foreach (var key in RotaryParts.Where(key => json.Find(key) is { } part && !IsNumber(part, 1)))
        {
            json.Fault(key, "partial rotary embeddings are not supported; expected 1");
        }

        foreach (var (key, what) in MustBeOff.Where(entry => json.Flag(entry.Key, missing: false)))
        {
            json.Fault(key, what);
        }

        if (json.Find("attention_dropout") is { } dropout && !IsNumber(dropout, 0))
        {
            json.Fault("attention_dropout", "dropout is not supported; expected 0");
        }

        if (json.Text("hidden_act") is { } activation && activation is not ("silu" or "swish"))
        {
            json.Fault("hidden_act", "expected silu");
        }

        CheckLayerTypes(json);
    }

    private static void CheckLayerTypes(ConfigJson json)
    {
        if (json.Find("layer_types") is { } types)
        {
            var areFull = types.ValueKind == JsonValueKind.Array
                && types.EnumerateArray().All(type => type.ValueKind == JsonValueKind.String && type.GetString() == "full_attention");
            if (!areFull)
            {
                json.Fault("layer_types", "sliding-window and other special layers are not supported; expected full_attention for every layer");
            }
            else if (types.GetArrayLength() != json.Int("num_hidden_layers"))
            {
                json.Fault("layer_types", $"expected one entry for each of the {json.Int("num_hidden_layers")} layers");
            }
        }
    }

    private static bool IsNumber(JsonElement value, double expected) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == expected;
}
