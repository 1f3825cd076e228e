
namespace Intervene.Models;

/// <summary>Llama 2 and 3.x, SmolLM2: biases only where <c>attention_bias</c> and <c>mlp_bias</c> ask for them.</summary>
public sealed class Llama : DecoderFamily
{
    /// <inheritdoc/>
    public override ModelFamily Id => ModelFamily.Llama;

    /// <inheritdoc/>
    public override ModelConfig Read(ConfigJson json)
    {
        if (json.Has("sliding_window") && json.Flag("use_sliding_window", missing: true))
        {
            json.Fault("sliding_window", "sliding-window layers are not supported");
        }

        var bias = json.Flag("attention_bias", missing: false);
        return DecoderShape.Read(json, Id) with
        {
            QueryKeyValueBias = bias,
            OutputBias = bias,
            MlpBias = json.Flag("mlp_bias", missing: false),
        };
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
            ("post_attention_layernorm.weight", [hidden]),
            .. Projection("mlp.gate_proj", mlp, hidden, c.MlpBias),
            .. Projection("mlp.up_proj", mlp, hidden, c.MlpBias),
            .. Projection("mlp.down_proj", hidden, mlp, c.MlpBias),
        ];
    }
}
