using System.Text.Json.Nodes;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>What a text goes through before the merges, by the name that llama.cpp gives it (<c>tokenizer.ggml.pre</c>).</summary>
internal sealed record GgufPreTokenizer(JsonObject? Normalizer, JsonObject PreTokenizer, bool IgnoreMerges)
{
    private const string Contractions = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string Rest = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The components of a file's tokenizer.</summary>
    /// <exception cref="InterveneException">The name is missing or unknown.</exception>
    public static GgufPreTokenizer Of(GgufMetadata metadata)
    {
        const string Key = "tokenizer.ggml.pre";
        var name = metadata.Text(Key);
        return name switch
        {
            "smollm" => new(null, Sequence(new JsonObject { ["type"] = "Digits", ["individual_digits"] = true }, ByteLevel(useRegex: true)), false),
            "gpt-2" => new(null, ByteLevel(useRegex: true), false),
            "qwen2" or "deepseek-r1-qwen" => new(new JsonObject { ["type"] = "NFC" }, Split(@"\p{N}"), false),
            "llama-bpe" or "llama3" or "llama-v3" => new(null, Split(@"\p{N}{1,3}"), true),
            _ => throw metadata.Wrong(
                Key, name, "smollm, gpt-2, qwen2, deepseek-r1-qwen or llama-bpe; put the model's tokenizer.json beside the GGUF"),
        };
    }

    /// <summary>The component that maps bytes to the letters of the vocabulary.</summary>
    public static JsonObject ByteLevel(bool useRegex) =>
        new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = useRegex };

    /// <summary>What puts the begin token before texts, where the file asks for it; Llama 3's kind does unless the file says otherwise.</summary>
    /// <exception cref="InterveneException">The entry is no boolean, or the begin token no token.</exception>
    public JsonObject? PostProcessor(GgufMetadata metadata, IReadOnlyList<string> tokens)
    {
        const string Key = "tokenizer.ggml.bos_token_id";
        if (!metadata.Flag("tokenizer.ggml.add_bos_token", missing: IgnoreMerges) || !metadata.Has(Key))
        {
            return null;
        }

        var id = metadata.Int(Key);
        var name = id < tokens.Count ? tokens[id] : throw metadata.Wrong(Key, (long)id, $"a token id below {tokens.Count}");
        JsonObject Begin() => new() { ["SpecialToken"] = new JsonObject { ["id"] = name, ["type_id"] = 0 } };
        JsonObject Text(string text, int type) => new() { ["Sequence"] = new JsonObject { ["id"] = text, ["type_id"] = type } };
        return new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(Begin(), Text("A", 0)),
            ["pair"] = new JsonArray(Begin(), Text("A", 0), Begin(), Text("B", 1)),
            ["special_tokens"] = new JsonObject
            {
                [name] = new JsonObject { ["id"] = name, ["ids"] = new JsonArray(id), ["tokens"] = new JsonArray(name) },
            },
        };
    }

    private static JsonObject Split(string digits) => Sequence(
        new JsonObject
        {
            ["type"] = "Split",
            ["pattern"] = new JsonObject { ["Regex"] = Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|" + digits + Rest },
            ["behavior"] = "Isolated",
            ["invert"] = false,
        },
        ByteLevel(useRegex: false));

    private static JsonObject Sequence(params JsonNode[] steps) => new() { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(steps) };
}
