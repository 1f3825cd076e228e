namespace Intervene.Torch.Models;

/// <summary>The checkpoint's names and shapes of a config's parameters, in the order of the layers.</summary>
public static class ParameterShapes
{
    /// <summary>Every parameter's name and shape; a tied head has no entry of its own.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Of(ModelConfig c)
    {
        long d = c.HiddenSize, q = (long)c.Heads * c.HeadWidth, kv = (long)c.KeyValueHeads * c.HeadWidth, m = c.IntermediateSize;
        yield return ("model.embed_tokens.weight", [c.VocabularySize, d]);
        for (var i = 0; i < c.Layers; i++)
        {
            var layer = $"model.layers.{i}.";
            yield return (layer + "input_layernorm.weight", [d]);
            foreach (var (name, rows, columns, bias) in new[]
            {
                ("self_attn.q_proj", q, d, c.QueryKeyValueBias), ("self_attn.k_proj", kv, d, c.QueryKeyValueBias),
                ("self_attn.v_proj", kv, d, c.QueryKeyValueBias), ("self_attn.o_proj", d, q, c.OutputBias),
            })
            {
                yield return (layer + name + ".weight", [rows, columns]);
                if (bias)
                {
                    yield return (layer + name + ".bias", [rows]);
                }
            }

            if (c.QueryKeyNorm)
            {
                yield return (layer + "self_attn.q_norm.weight", [c.HeadWidth]);
                yield return (layer + "self_attn.k_norm.weight", [c.HeadWidth]);
            }

            yield return (layer + "post_attention_layernorm.weight", [d]);
            foreach (var (name, rows, columns) in new[] { ("mlp.gate_proj", m, d), ("mlp.up_proj", m, d), ("mlp.down_proj", d, m) })
            {
                yield return (layer + name + ".weight", [rows, columns]);
                if (c.MlpBias)
                {
                    yield return (layer + name + ".bias", [rows]);
                }
            }
        }

        yield return ("model.norm.weight", [d]);
        if (!c.TieWordEmbeddings)
        {
            yield return ("lm_head.weight", [c.VocabularySize, d]);
        }
    }
}
