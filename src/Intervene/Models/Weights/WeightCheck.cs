
namespace Intervene.Models.Weights;

/// <summary>Compares the tensors of a checkpoint with those that its config asks for.</summary>
public static class WeightCheck
{
    private const string Head = "lm_head.weight", Embedding = "model.embed_tokens.weight";

    /// <summary>Every difference in name, shape and type, and a head that is not the embedding that it is tied to, one line each.</summary>
    /// <remarks>transformers 5 uses such a head and transformers 4 does not, so that what the model computes is open.</remarks>
    public static IReadOnlyList<string> Differences(ModelConfig config, WeightFiles weights)
    {
        var differences = Differences(config, weights.Tensors);
        return differences.Count == 0 && config.TieWordEmbeddings && weights.Find(Head) is not null && !weights.AreSame(Head, Embedding)
            ? [$"wrong values: {Head} is not {Embedding}; expected a copy of it, or none, since tie_word_embeddings is true"]
            : differences;
    }

    /// <summary>Every difference in name, shape and type, one line each; empty when the checkpoint fits.</summary>
    /// <remarks>
    /// A tied model may hold a copy of its head, which is not read, as in transformers; so are the rotary buffers of old Llama checkpoints.
    /// </remarks>
    public static IReadOnlyList<string> Differences(ModelConfig config, IEnumerable<StoredTensor> stored)
    {
        var found = stored.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        List<string> differences = [];
        foreach (var (name, shape) in ParameterShapes.Of(config))
        {
            if (!found.Remove(name, out var tensor))
            {
                differences.Add($"missing: {name} [{string.Join(", ", shape)}]");
            }
            else
            {
                AddMismatch(differences, tensor, shape);
            }
        }

        foreach (var tensor in found.Values.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            if (config.TieWordEmbeddings && tensor.Name == Head)
            {
                AddMismatch(differences, tensor, [config.VocabularySize, config.HiddenSize]);
            }
            else if (!tensor.Name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal))
            {
                differences.Add($"unexpected: {tensor.Name} {tensor.Text}");
            }
        }

        return differences;
    }

    private static void AddMismatch(List<string> differences, StoredTensor tensor, long[] shape)
    {
        if (!tensor.Shape.SequenceEqual(shape))
        {
            differences.Add($"wrong shape: {tensor.Name} {tensor.Text}; expected [{string.Join(", ", shape)}]");
        }

        if (!StoredTypes.AreWeights(tensor.Dtype))
        {
            differences.Add($"wrong type: {tensor.Name} {tensor.Text}; expected F32, BF16 or F16");
        }
    }
}
