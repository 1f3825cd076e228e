using Intervene.Text.Splitting;
using Intervene.Text.Unicode;

namespace Intervene.Text;

/// <summary>Reads the normalizer, the pre-tokenizer and the decoder of tokenizer.json.</summary>
internal static class TokenizerComponents
{
    /// <summary>The normalizer: none, NFC, or a sequence of these.</summary>
    public static Func<string, string> Normalizer(JsonNodeReader node)
    {
        if (!node.Exists)
        {
            return text => text;
        }

        switch (node["type"].Text())
        {
            case "NFC":
                return Nfc.Normalize;
            case "Sequence":
                Func<string, string>[] steps = [.. node["normalizers"].Items().Select(Normalizer)];
                return text => steps.Aggregate(text, (current, step) => step(current));
            default:
                throw node["type"].Wrong("a supported normalizer: NFC or Sequence");
        }
    }

    /// <summary>The pre-tokenizer: ByteLevel, after any Split, Digits and Sequence.</summary>
    public static TextSplitter Splitter(JsonNodeReader node)
    {
        List<SplitStep> steps = [];
        var prefixStep = -1;
        var byteLevel = false;
        foreach (var step in Flatten(node))
        {
            if (byteLevel)
            {
                throw step["type"].Wrong("nothing after ByteLevel");
            }

            switch (step["type"].Text())
            {
                case "Split":
                    steps.Add(Split(step));
                    break;
                case "Digits":
                    steps.Add(SplitStep.Digits(step["individual_digits"].Flag()));
                    break;
                case "ByteLevel":
                    byteLevel = true;
                    prefixStep = step["add_prefix_space"].Flag(missing: true) ? steps.Count : -1;
                    if (step["use_regex"].Flag(missing: true))
                    {
                        steps.Add(SplitStep.Gpt2);
                    }

                    break;
                default:
                    throw step["type"].Wrong("a supported pre-tokenizer: ByteLevel, Split, Digits or Sequence");
            }
        }

        return new(steps, prefixStep, byteLevel);
    }

    /// <summary>Refuses a decoder that would give other bytes than the vocabulary's own.</summary>
    public static void CheckDecoder(JsonNodeReader node, bool byteLevel)
    {
        var type = node.Exists ? node["type"].Text() : null;
        if (byteLevel ? type != "ByteLevel" : type is not (null or "Fuse"))
        {
            var expected = byteLevel ? "the decoder ByteLevel, like the pre-tokenizer" : "no decoder, since the pre-tokenizer is not ByteLevel";
            throw (type is null ? node : node["type"]).Wrong(expected);
        }
    }

    private static IEnumerable<JsonNodeReader> Flatten(JsonNodeReader node) => !node.Exists
        ? []
        : node["type"].Text() == "Sequence" ? node["pretokenizers"].Items().SelectMany(Flatten) : [node];

    private static SplitStep Split(JsonNodeReader node)
    {
        var behavior = node["behavior"].Text();
        if (!Enum.TryParse<SplitBehavior>(behavior, out var parsed) || parsed.ToString() != behavior)
        {
            throw node["behavior"].Wrong(string.Join(", ", Enum.GetNames<SplitBehavior>()));
        }

        var (pattern, invert) = (node["pattern"], node["invert"].Flag());
        if (pattern["String"].TextOrNull() is { } literal)
        {
            return literal.Length > 0 ? SplitStep.Literal(literal, parsed, invert) : throw pattern["String"].Wrong("a string that is not empty");
        }

        try
        {
            return SplitStep.Regex(pattern["Regex"].Text(), parsed, invert);
        }
        catch (ArgumentException fault)
        {
            throw pattern["Regex"].Wrong($"a supported regular expression ({fault.Message.TrimEnd('.')})");
        }
    }
}
