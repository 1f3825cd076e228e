
namespace Intervene.Models;

/// <summary>
/// Qwen3: queries and keys are normalised per head, whose width is a key of its own (128, and 32 key and value heads, unless said otherwise).
/// </summary>
public sealed class Qwen3 : DecoderFamily
{
    /// <inheritdoc/>
    public override ModelFamily Id => ModelFamily.Qwen3;

    /// <inheritdoc/>
    public override ModelConfig Read(ConfigJson json)
    {
        QwenWindows.Check(json);
        var bias = json.Flag("attention_bias", missing: false);
        return DecoderShape.Read(json, Id, missingKeyValueHeads: 32, missingHeadWidth: 128) with { QueryKeyValueBias = bias, OutputBias = bias };
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
            .. Projection("self_attn.o_proj", hidden, query, c.OutputBias),
            ("self_attn.q_norm.weight", [c.HeadWidth]),
            ("self_attn.k_norm.weight", [c.HeadWidth]),
            ("post_attention_layernorm.weight", [hidden]),
            ("mlp.gate_proj.weight", [mlp, hidden]),
            ("mlp.up_proj.weight", [mlp, hidden]),
            ("mlp.down_proj.weight", [hidden, mlp]),
        ];
    }
}
