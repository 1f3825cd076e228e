using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Text;

/// <summary>Writes small tokenizers as ordinary Hugging Face files.</summary>
public static class TokenizerFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes tokenizer.json and tokenizer_config.json of a byte-level BPE: ids 0 … 255 are the bytes, then come the merges that make
    /// each of <paramref name="wholeTokens"/> one token (with the parts that they need), then <paramref name="eosToken"/> as a special token,
    /// which also pads. A text is one piece: nothing splits it before the merges.
    /// </summary>
    /// <exception cref="InterveneException">A whole token or the end token is empty, or the end token is also a whole token.</exception>
    public static void WriteByteLevel(string directory, IReadOnlyList<string> wholeTokens, string eosToken)
    {
        if (eosToken.Length == 0 || wholeTokens.Any(token => token.Length == 0) || wholeTokens.Contains(eosToken))
        {
            throw new InterveneException($"Cannot write a tokenizer to {directory}: whole tokens and the end token must be non-empty and distinct.");
        }

        var vocabulary = new Dictionary<string, int>();
        for (var b = 0; b < 256; b++)
        {
            vocabulary[ByteAlphabet.ToChar((byte)b).ToString()] = b;
        }

        var merges = MergesFor(wholeTokens);
        foreach (var (left, right) in merges)
        {
            vocabulary.TryAdd(left + right, vocabulary.Count);
        }

        Directory.CreateDirectory(directory);
        Write(Path.Combine(directory, "tokenizer.json"), TokenizerJson(vocabulary, merges, eosToken));
        Write(Path.Combine(directory, "tokenizer_config.json"), new JsonObject
        {
            ["added_tokens_decoder"] = new JsonObject { [$"{vocabulary.Count}"] = AddedToken(eosToken, id: null) },
            ["clean_up_tokenization_spaces"] = false,
            ["eos_token"] = eosToken,
            ["pad_token"] = eosToken,
            ["model_max_length"] = int.MaxValue,
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
        });
    }

    /// <summary>
    /// Adds merges until every whole token is one token. A later merge has a lower priority than all earlier ones, so that it cannot undo them.
    /// </summary>
    private static List<(string Left, string Right)> MergesFor(IReadOnlyList<string> wholeTokens)
    {
        List<(string Left, string Right)> merges = [];
        foreach (var token in wholeTokens)
        {
            for (var parts = Apply(merges, token); parts.Count > 1; parts = Apply(merges, token))
            {
                merges.Add((parts[0], parts[1]));
            }
        }

        return merges;
    }

    private static List<string> Apply(List<(string Left, string Right)> merges, string token)
    {
        List<string> parts = [.. ByteAlphabet.Map(token).Select(c => c.ToString())];
        foreach (var (left, right) in merges)
        {
            for (var i = 0; i + 1 < parts.Count; i++)
            {
                if (parts[i] == left && parts[i + 1] == right)
                {
                    parts[i] = left + right;
                    parts.RemoveAt(i + 1);
                }
            }
        }

        return parts;
    }

    private static JsonObject TokenizerJson(Dictionary<string, int> vocabulary, List<(string Left, string Right)> merges, string eosToken)
    {
        JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = false, ["use_regex"] = false };
        return new()
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(AddedToken(eosToken, vocabulary.Count)),
            ["normalizer"] = null,
            ["pre_tokenizer"] = ByteLevel(),
            ["post_processor"] = null,
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = false,
                ["vocab"] = new JsonObject(vocabulary.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
                ["merges"] = new JsonArray([.. merges.Select(merge => new JsonArray(merge.Left, merge.Right))]),
            },
        };
    }

    private static JsonObject AddedToken(string content, int? id)
    {
        var token = new JsonObject();
        if (id is { } value)
        {
            token["id"] = value;
        }

        token["content"] = content;
        foreach (var option in new[] { "single_word", "lstrip", "rstrip", "normalized" })
        {
            token[option] = false;
        }

        token["special"] = true;
        return token;
    }

    private static void Write(string path, JsonObject json) =>
        File.WriteAllText(path, json.ToJsonString(Json) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
