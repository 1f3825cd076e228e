using System.Text.Json.Nodes;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>Builds <c>tokenizer.json</c> and <c>tokenizer_config.json</c> from the metadata of a GGUF.</summary>
internal static class GgufTokenizer
{
    private const int Control = 3, UserDefined = 4, Unused = 5;

    /// <summary>Writes both files.</summary>
    /// <returns>What is worth telling the user.</returns>
    /// <exception cref="InterveneException">The tokenizer is of a kind that is not supported, or damaged.</exception>
    public static IReadOnlyList<string> Write(GgufFile file, string directory, int contextLength)
    {
        var metadata = file.Metadata;
        var tokens = metadata.Texts("tokenizer.ggml.tokens") ?? throw metadata.Wrong("tokenizer.ggml.tokens", null, "a list of strings");
        var types = metadata.Ints("tokenizer.ggml.token_type") ?? [.. tokens.Select(_ => 1L)];
        var merges = metadata.Texts("tokenizer.ggml.merges") ?? [];
        if (metadata.Text("tokenizer.ggml.model") is var model && model != "gpt2")
        {
            throw metadata.Wrong("tokenizer.ggml.model", model, "gpt2, a byte-level BPE; put the model's tokenizer.json beside the GGUF");
        }

        if (types.Count != tokens.Count)
        {
            throw metadata.Wrong("tokenizer.ggml.token_type", $"a list of {types.Count}", $"one type for each of the {tokens.Count} tokens");
        }

        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < tokens.Count; id++)
        {
            if (types[id] != Unused && !vocabulary.TryAdd(tokens[id], id))
            {
                throw metadata.Wrong(
                    "tokenizer.ggml.tokens", $"a list with \"{tokens[id]}\" as token {vocabulary[tokens[id]]} and {id}", "every token once");
            }
        }

        List<string> notes = [];
        var pairs = Merges(metadata, merges, vocabulary, notes);
        int[] added = [.. Enumerable.Range(0, tokens.Count).Where(id => types[id] is Control or UserDefined)];
        var parts = GgufPreTokenizer.Of(metadata);
        ConfigFile.Write(Path.Combine(directory, "tokenizer.json"), new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. added.Select(id => AddedToken(tokens[id], id, types[id] == Control))]),
            ["normalizer"] = parts.Normalizer,
            ["pre_tokenizer"] = parts.PreTokenizer,
            ["post_processor"] = parts.PostProcessor(metadata, tokens),
            ["decoder"] = GgufPreTokenizer.ByteLevel(useRegex: false),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = parts.IgnoreMerges,
                ["vocab"] = new JsonObject(vocabulary.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
                ["merges"] = pairs,
            },
        });
        ConfigFile.Write(Path.Combine(directory, "tokenizer_config.json"), Config(metadata, tokens, types, added, contextLength));
        return notes;
    }

    /// <summary>The merges as pairs; one whose parts or whole are no tokens can never apply and is left out, with a note.</summary>
    private static JsonArray Merges(GgufMetadata metadata, IReadOnlyList<string> merges, Dictionary<string, int> vocabulary, List<string> notes)
    {
        var pairs = new JsonArray();
        foreach (var merge in merges)
        {
            // a part may begin with a space of its own only where the byte alphabet is not used
            var space = merge.IndexOf(' ', Math.Min(1, merge.Length));
            if (space < 0 || space == merge.Length - 1)
            {
                throw metadata.Wrong("tokenizer.ggml.merges", $"a list with \"{merge}\"", "two parts with a space between them");
            }

            var (left, right) = (merge[..space], merge[(space + 1)..]);
            if (vocabulary.ContainsKey(left) && vocabulary.ContainsKey(right) && vocabulary.ContainsKey(left + right))
            {
                pairs.Add(new JsonArray(left, right));
            }
        }

        if (pairs.Count < merges.Count)
        {
            notes.Add(
                $"{merges.Count - pairs.Count} of {merges.Count} merges are left out: their parts or their result are no tokens, so that they " +
                $"can never apply.");
        }

        return pairs;
    }

    private static JsonObject Config(GgufMetadata metadata, IReadOnlyList<string> tokens, IReadOnlyList<long> types, int[] added, int contextLength)
    {
        var config = new JsonObject
        {
            ["added_tokens_decoder"] = new JsonObject(added.Select(
                id => KeyValuePair.Create($"{id}", (JsonNode?)AddedToken(tokens[id], null, types[id] == Control)))),
            ["clean_up_tokenization_spaces"] = false,
            ["model_max_length"] = contextLength,
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
        };
        foreach (var (name, entry) in new[] { ("bos_token", "bos"), ("eos_token", "eos"), ("pad_token", "padding"), ("unk_token", "unknown") })
        {
            var key = $"tokenizer.ggml.{entry}_token_id";
            if (metadata.Has(key))
            {
                var id = metadata.Int(key);
                config[name] = id < tokens.Count ? tokens[id] : throw metadata.Wrong(key, (long)id, $"a token id below {tokens.Count}");
            }
        }

        if (metadata.Text("tokenizer.chat_template") is { } template)
        {
            var others = metadata.Texts("tokenizer.chat_templates") ?? [];
            config["chat_template"] = others.Count == 0
                ? template
                : new JsonArray(
                    [Named("default", template), .. others.Select(name => Named(name, metadata.Text($"tokenizer.chat_template.{name}") ?? ""))]);
        }

        return config;
    }

    private static JsonNode Named(string name, string template) => new JsonObject { ["name"] = name, ["template"] = template };

    private static JsonNode AddedToken(string content, int? id, bool special)
    {
        var token = new JsonObject();
        if (id is { } number)
        {
            token["id"] = number;
        }

        token["content"] = content;
        foreach (var option in new[] { "single_word", "lstrip", "rstrip", "normalized" })
        {
            token[option] = false;
        }

        token["special"] = special;
        return token;
    }
}
