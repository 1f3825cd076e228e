namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>What llama.cpp calls the parameters of a checkpoint.</summary>
internal static class GgufNames
{
    /// <summary>The factors on the frequencies of the rotary embedding, which Llama 3 files hold as a tensor.</summary>
    public const string RopeFactors = "rope_freqs.weight";

    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["input_layernorm"] = "attn_norm",
        ["self_attn.q_proj"] = "attn_q",
        ["self_attn.k_proj"] = "attn_k",
        ["self_attn.v_proj"] = "attn_v",
        ["self_attn.o_proj"] = "attn_output",
        ["self_attn.q_norm"] = "attn_q_norm",
        ["self_attn.k_norm"] = "attn_k_norm",
        ["post_attention_layernorm"] = "ffn_norm",
        ["mlp.gate_proj"] = "ffn_gate",
        ["mlp.up_proj"] = "ffn_up",
        ["mlp.down_proj"] = "ffn_down",
    };

    /// <summary>The GGUF's name of a parameter, e.g. <c>blk.3.attn_q.weight</c> of <c>model.layers.3.self_attn.q_proj.weight</c>.</summary>
    /// <exception cref="ArgumentException">No parameter of the supported families has this name.</exception>
    public static string Of(string parameter)
    {
        switch (parameter)
        {
            case "model.embed_tokens.weight":
                return "token_embd.weight";
            case "model.norm.weight":
                return "output_norm.weight";
            case "lm_head.weight":
                return "output.weight";
        }

        // model.layers.<number>.<part>.<weight or bias>
        var dot = parameter.LastIndexOf('.');
        var pieces = parameter[..dot].Split('.', 4);
        return pieces is ["model", "layers", var number, var part] && Parts.TryGetValue(part, out var name)
            ? $"blk.{number}.{name}{parameter[dot..]}"
            : throw new ArgumentException($"{parameter} is no parameter of a supported family.", nameof(parameter));
    }
}
