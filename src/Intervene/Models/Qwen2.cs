
namespace Intervene.Models;

/// <summary>Qwen2 and Qwen2.5: biases on queries, keys and values, always; no others; 32 key and value heads unless said otherwise.</summary>
public sealed class Qwen2 : DecoderFamily
{
    /// <inheritdoc/>
    public override ModelFamily Id => ModelFamily.Qwen2;

    /// <inheritdoc/>
    public override ModelConfig Read(ConfigJson json)
    {
        QwenWindows.Check(json);
        return DecoderShape.Read(json, Id, missingKeyValueHeads: 32) with { QueryKeyValueBias = true };
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, long[] Shape)> Layer(ModelConfig c)
    {
        var (hidden, query, keyValue, mlp) = Widths(c);
        return
        [
            ("input_layernorm.weight", [hidden]),
            .. Projection("self_attn.q_proj", query, hidden, c.QueryKeyValueBias),
            .. Projection("self_attn.k_proj", keyValue, hidden, c.QueryKeyValueBias),
            .. Projection("self_attn.v_proj", keyValue, hidden, c.QueryKeyValueBias),
            ("self_attn.o_proj.weight", [hidden, query]),
            ("post_attention_layernorm.weight", [hidden]),
            ("mlp.gate_proj.weight", [mlp, hidden]),
            ("mlp.up_proj.weight", [mlp, hidden]),
            ("mlp.down_proj.weight", [hidden, mlp]),
        ];
    }
}
