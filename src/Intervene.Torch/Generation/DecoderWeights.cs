using Intervene.Torch.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Generation;

/// <summary>A snapshot of a model's weights laid out for decoding: q, k and v in one matrix, gate and up in another.</summary>
internal sealed class DecoderWeights : IDisposable
{
    private readonly List<Tensor> owned = [];

    public DecoderWeights(CausalLanguageModel model)
    {
        using var frozen = no_grad();
        var c = model.Config;
        Embedding = Keep(model["model.embed_tokens.weight"]);
        Head = Keep(model.Head);
        FinalNorm = Keep(model["model.norm.weight"]);
        Layers = new DecoderLayer[c.Layers];
        for (var i = 0; i < c.Layers; i++)
        {
            var name = $"model.layers.{i}.";
            Layers[i] = new DecoderLayer(
                Keep(model[name + "input_layernorm.weight"]),
                Keep(cat([model[name + "self_attn.q_proj.weight"], model[name + "self_attn.k_proj.weight"], model[name + "self_attn.v_proj.weight"]])),
                c.QueryKeyValueBias
                    ? Keep(cat([model[name + "self_attn.q_proj.bias"], model[name + "self_attn.k_proj.bias"], model[name + "self_attn.v_proj.bias"]]))
                    : null,
                c.QueryKeyNorm ? Keep(model[name + "self_attn.q_norm.weight"]) : null,
                c.QueryKeyNorm ? Keep(model[name + "self_attn.k_norm.weight"]) : null,
                Keep(model[name + "self_attn.o_proj.weight"]),
                c.OutputBias ? Keep(model[name + "self_attn.o_proj.bias"]) : null,
                Keep(model[name + "post_attention_layernorm.weight"]),
                Keep(cat([model[name + "mlp.gate_proj.weight"], model[name + "mlp.up_proj.weight"]])),
                c.MlpBias ? Keep(cat([model[name + "mlp.gate_proj.bias"], model[name + "mlp.up_proj.bias"]])) : null,
                Keep(model[name + "mlp.down_proj.weight"]),
                c.MlpBias ? Keep(model[name + "mlp.down_proj.bias"]) : null);
        }
    }

    public Tensor Embedding { get; }

    public Tensor Head { get; }

    public Tensor FinalNorm { get; }

    public DecoderLayer[] Layers { get; }

    public void Dispose() => owned.ForEach(tensor => tensor.Dispose());

    private Tensor Keep(Tensor tensor)
    {
        var kept = tensor.detach().to(float32).contiguous().DetachFromDisposeScope();
        owned.Add(kept);
        return kept;
    }
}
