
namespace Intervene.Models;

/// <summary>
/// What a family has of its own: names, config keys with their defaults, refusals, and a layer's parameters under the checkpoint's keys.
/// </summary>
public abstract class DecoderFamily
{
    /// <summary>The family's name in this program.</summary>
    public abstract ModelFamily Id { get; }

    /// <summary>Its <c>model_type</c>, which is also its architecture in a GGUF.</summary>
    public string ModelType => Id.ToString().ToLowerInvariant();

    /// <summary>Its entry under <c>architectures</c>.</summary>
    public string Architecture => Id + "ForCausalLM";

    /// <summary>Reads the shape of a model; what is wrong or not supported is noted in <paramref name="json"/>.</summary>
    public abstract ModelConfig Read(ConfigJson json);

    /// <summary>The parameters of one layer by the checkpoint's names, without the layer's prefix.</summary>
    public abstract IEnumerable<(string Name, long[] Shape)> Layer(ModelConfig c);

    /// <summary>The weight of a projection [<paramref name="rows"/>, <paramref name="columns"/>], and its bias where it has one.</summary>
    protected static IEnumerable<(string Name, long[] Shape)> Projection(string name, long rows, long columns, bool bias) =>
        bias ? [(name + ".weight", [rows, columns]), (name + ".bias", [rows])] : [(name + ".weight", [rows, columns])];

    /// <summary>The widths of the residual stream, of all queries, of all keys or values, and of the MLP.</summary>
    protected static (long Hidden, long Query, long KeyValue, long Mlp) Widths(ModelConfig c) =>
        (c.HiddenSize, (long)c.Heads * c.HeadWidth, (long)c.KeyValueHeads * c.HeadWidth, c.IntermediateSize);
}
