
namespace Intervene.Models;

/// <summary>Reads the keys of <c>config.json</c> that all families share.</summary>
public static class DecoderShape
{
    private const double UsualEpsilon = 1e-6;

    // Beyond any model, and small enough that no count of parameters or bytes overflows; positions are exact in float32 up to 2^24.
    private const int MostLayers = 1 << 12, MostHeads = 1 << 14, MostHeadWidth =
        1 << 14, WidestLayer = 1 << 20, MostRows = 1 << 26, MostPositions = 1 << 24;

    /// <summary>The shape without biases; faults are noted in <paramref name="json"/>.</summary>
    /// <param name="json">The config.</param>
    /// <param name="family">The family.</param>
    /// <param name="missingKeyValueHeads">Key and value heads where the config has no such key; null for all heads, which null in the config stands
    /// for too.</param>
    /// <param name="missingHeadWidth">A head's width where the config names none; null for hidden size / heads.</param>
    public static ModelConfig Read(ConfigJson json, ModelFamily family, int? missingKeyValueHeads = null, int? missingHeadWidth = null)
    {
        int hidden = json.Int("hidden_size", most: WidestLayer), heads = json.Int("num_attention_heads", most: MostHeads);
        var context = json.Int("max_position_embeddings", most: MostPositions);
        var keyValueHeads = json.Int("num_key_value_heads", missing: json.IsNull("num_key_value_heads") ? heads : missingKeyValueHeads ?? heads);
        if (heads % keyValueHeads != 0)
        {
            json.Fault("num_key_value_heads", $"expected a divisor of num_attention_heads, {heads}");
        }

        return new ModelConfig
        {
            Family = family,
            VocabularySize = json.Int("vocab_size", most: MostRows),
            HiddenSize = hidden,
            IntermediateSize = json.Int("intermediate_size", most: WidestLayer),
            Layers = json.Int("num_hidden_layers", most: MostLayers),
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadWidth = HeadWidth(json, hidden, heads, missingHeadWidth),
            RmsNormEpsilon = json.Number("rms_norm_eps", missing: UsualEpsilon),
            Rope = RopeOptionsReader.Read(json, context),
            TieWordEmbeddings = json.Flag("tie_word_embeddings", missing: false),
            ContextLength = context,
            StopIds = [],
        };
    }

    private static int HeadWidth(ConfigJson json, int hidden, int heads, int? missing)
    {
        var width = json.Int("head_dim", missing: missing ?? Math.Max(1, hidden / heads), most: MostHeadWidth);
        var isDerived = !json.Has("head_dim") && missing is null;
        if (isDerived && hidden % heads != 0)
        {
            json.Fault("hidden_size", $"expected a multiple of num_attention_heads, {heads}, since head_dim is missing");
        }

        if (width % 2 != 0)
        {
            json.Fault(isDerived ? "hidden_size" : "head_dim", $"the head width is {width}; expected an even one");
        }

        return width;
    }
}
