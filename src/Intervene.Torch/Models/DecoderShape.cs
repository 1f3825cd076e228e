namespace Intervene.Torch.Models;

/// <summary>Reads the keys of <c>config.json</c> that all families share.</summary>
internal static class DecoderShape
{
    private const double UsualEpsilon = 1e-6;

    /// <summary>The shape without biases; faults are noted in <paramref name="json"/>.</summary>
    /// <param name="json">The config.</param>
    /// <param name="family">The family.</param>
    /// <param name="missingKeyValueHeads">Key and value heads where the config names none; null where it must.</param>
    /// <param name="missingHeadWidth">A head's width where the config names none; null for hidden size / heads.</param>
    public static ModelConfig Read(ConfigJson json, ModelFamily family, int? missingKeyValueHeads = null, int? missingHeadWidth = null)
    {
        int hidden = json.Int("hidden_size"), heads = json.Int("num_attention_heads"), context = json.Int("max_position_embeddings");
        var keyValueHeads = json.Int("num_key_value_heads", missing: missingKeyValueHeads);
        if (heads % keyValueHeads != 0)
        {
            json.Fault("num_key_value_heads", $"expected a divisor of num_attention_heads, {heads}");
        }

        return new ModelConfig
        {
            Family = family,
            VocabularySize = json.Int("vocab_size"),
            HiddenSize = hidden,
            IntermediateSize = json.Int("intermediate_size"),
            Layers = json.Int("num_hidden_layers"),
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
        var width = json.Int("head_dim", missing: missing ?? Math.Max(1, hidden / heads));
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
