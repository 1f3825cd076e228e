using Intervene.Torch.Models;

namespace Intervene.Torch.Generation;

/// <summary>A snapshot of a model's weights laid out for decoding: q, k and v in one matrix, gate and up in another.</summary>
internal sealed class DecoderWeights : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly CausalLanguageModel _model;

    public DecoderWeights(CausalLanguageModel model)
    {
        _model = model;
        var c = model.Config;
        Embedding = Keep("model.embed_tokens.weight");
        Head = Own(new PanelMatrix([model.Head], []));
        FinalNorm = Keep("model.norm.weight");
        Layers = new DecoderLayer[c.Layers];
        for (var i = 0; i < c.Layers; i++)
        {
            string name = $"model.layers.{i}.", attention = name + "self_attn.", mlp = name + "mlp.";
            Layers[i] = new DecoderLayer(
                Keep(name + "input_layernorm.weight"),
                Matrix(c.QueryKeyValueBias, attention + "q_proj", attention + "k_proj", attention + "v_proj"),
                c.QueryKeyNorm ? Keep(attention + "q_norm.weight") : null,
                c.QueryKeyNorm ? Keep(attention + "k_norm.weight") : null,
                Matrix(c.OutputBias, attention + "o_proj"),
                Keep(name + "post_attention_layernorm.weight"),
                Matrix(c.MlpBias, mlp + "gate_proj", mlp + "up_proj"),
                Matrix(c.MlpBias, mlp + "down_proj"));
        }
    }

    public HostBuffer Embedding { get; }

    public PanelMatrix Head { get; }

    public HostBuffer FinalNorm { get; }

    public DecoderLayer[] Layers { get; }

    public void Dispose() => _owned.ForEach(part => part.Dispose());

    private PanelMatrix Matrix(bool bias, params string[] names) =>
        Own(new PanelMatrix([.. names.Select(name => _model[name + ".weight"])], bias ? [.. names.Select(name => _model[name + ".bias"])] : []));

    private HostBuffer Keep(string name) => Own(new HostBuffer(_model[name]));

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }
}
