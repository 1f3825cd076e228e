namespace Intervene.Text;

/// <summary>
/// Reads the post-processor of tokenizer.json: what stands before every text that is no part of a conversation, as Llama 3's begin token does.
/// </summary>
internal static class TokenizerPostProcessor
{
    /// <summary>The ids before a text; empty where there is no template.</summary>
    public static IReadOnlyList<int> Prefix(JsonNodeReader node)
    {
        if (!node.Exists)
        {
            return [];
        }

        switch (node["type"].Text())
        {
            case "ByteLevel": // trims offsets, which are not kept
                return [];
            case "Sequence":
                return [.. node["processors"].Items().Select(Prefix).Reverse().SelectMany(ids => ids)]; // the last one is outermost
            case "TemplateProcessing":
                return Template(node);
            default:
                throw node["type"].Wrong("a supported post-processor: ByteLevel, TemplateProcessing or Sequence");
        }
    }

    private static List<int> Template(JsonNodeReader node)
    {
        List<int> ids = [];
        foreach (var piece in node["single"].Items())
        {
            if (piece["Sequence"].Exists)
            {
                break;
            }

            var name = piece["SpecialToken"]["id"].Text();
            ids.AddRange(node["special_tokens"][name]["ids"].Items().Select(id => id.Id()));
        }

        return ids;
    }
}
