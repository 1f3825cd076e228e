using Intervene.Models;
using Intervene.Torch.Models;

namespace Intervene.Torch.Engine;

/// <summary>A copy of a model's weights laid out for decoding: q, k and v in one matrix, gate and up in another.</summary>
internal sealed unsafe class DecoderWeights : IDisposable
{
    private readonly List<(IDisposable Part, Action<CausalLanguageModel> Load)> _parts = [];
    private readonly ModelConfig _config;
    private readonly HostBuffer? _embedding;

    public DecoderWeights(CausalLanguageModel model)
    {
        _config = model.Config;
        _embedding = _config.TieWordEmbeddings ? null : Keep(model, "model.embed_tokens.weight");
        Head = Own(new PanelMatrix([model.Head], []), (part, source) => part.Fill([source.Head], []));
        FinalNorm = Keep(model, "model.norm.weight");
        Layers = new DecoderLayer[_config.Layers];
        for (var i = 0; i < _config.Layers; i++)
        {
            string name = $"model.layers.{i}.", attention = name + "self_attn.", mlp = name + "mlp.";
            Layers[i] = new DecoderLayer(
                Keep(model, name + "input_layernorm.weight"),
                Matrix(model, _config.QueryKeyValueBias, attention + "q_proj", attention + "k_proj", attention + "v_proj"),
                _config.QueryKeyNorm ? Keep(model, attention + "q_norm.weight") : null,
                _config.QueryKeyNorm ? Keep(model, attention + "k_norm.weight") : null,
                Matrix(model, _config.OutputBias, attention + "o_proj"),
                Keep(model, name + "post_attention_layernorm.weight"),
                Matrix(model, _config.MlpBias, mlp + "gate_proj", mlp + "up_proj"),
                Matrix(model, _config.MlpBias, mlp + "down_proj"));
        }
    }

    public PanelMatrix Head { get; }

    public HostBuffer FinalNorm { get; }

    public DecoderLayer[] Layers { get; }

    /// <summary>Takes over a model's present weights.</summary>
    public void Load(CausalLanguageModel model) => _parts.ForEach(part => part.Load(model));

    /// <summary>Writes a token's embedding, which stands in the head where both are one.</summary>
    public void Embed(int token, float* into)
    {
        if (_embedding is null)
        {
            Head.Output(token, into);
        }
        else
        {
            new ReadOnlySpan<float>(_embedding.Row(token), _config.HiddenSize).CopyTo(new Span<float>(into, _config.HiddenSize));
        }
    }

    public void Dispose() => _parts.ForEach(part => part.Part.Dispose());

    private PanelMatrix Matrix(CausalLanguageModel model, bool bias, params string[] names)
    {
        TorchSharp.torch.Tensor[] Of(CausalLanguageModel source, string part) => [.. names.Select(name => source[name + part])];
        TorchSharp.torch.Tensor[] Biases(CausalLanguageModel source) => bias ? Of(source, ".bias") : [];
        return Own(new PanelMatrix(Of(model, ".weight"), Biases(model)), (part, source) => part.Fill(Of(source, ".weight"), Biases(source)));
    }

    private HostBuffer Keep(CausalLanguageModel model, string name) => Own(new HostBuffer(model[name]), (part, source) => part.Fill(source[name]));

    private T Own<T>(T part, Action<T, CausalLanguageModel> load)
        where T : IDisposable
    {
        _parts.Add((part, source => load(part, source)));
        return part;
    }
}
