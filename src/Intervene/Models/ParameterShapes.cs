
namespace Intervene.Models;

/// <summary>The checkpoint's names and shapes of a config's parameters, in the order of the layers.</summary>
public static class ParameterShapes
{
    /// <summary>Every parameter's name and shape; a tied head has no entry of its own.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Of(ModelConfig c)
    {
        var family = DecoderFamilies.Of(c.Family);
        yield return ("model.embed_tokens.weight", [c.VocabularySize, c.HiddenSize]);
        for (var i = 0; i < c.Layers; i++)
        {
            foreach (var (name, shape) in family.Layer(c))
            {
                yield return ($"model.layers.{i}.{name}", shape);
            }
        }

        yield return ("model.norm.weight", [c.HiddenSize]);
        if (!c.TieWordEmbeddings)
        {
            yield return ("lm_head.weight", [c.VocabularySize, c.HiddenSize]);
        }
    }
}
