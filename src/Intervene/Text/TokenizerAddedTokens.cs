using System.Globalization;
using System.Text.Json;

namespace Intervene.Text;

/// <summary>Reads the added tokens of tokenizer.json, and those that tokenizer_config.json adds to them.</summary>
internal static class TokenizerAddedTokens
{
    /// <summary>All of them; an id and a content belong together in both files and in the vocabulary.</summary>
    /// <param name="tokens"><c>added_tokens</c> of tokenizer.json.</param>
    /// <param name="configPath">tokenizer_config.json, whose <c>added_tokens_decoder</c> may have more; it need not exist.</param>
    /// <param name="vocabulary">Ids by entry.</param>
    public static List<AddedToken> Read(JsonNodeReader tokens, string configPath, Dictionary<string, int> vocabulary)
    {
        List<AddedToken> result = [];
        var byId = vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key);
        Dictionary<string, int> byContent = new(vocabulary, StringComparer.Ordinal);
        void Add(JsonNodeReader token, int id)
        {
            var (content, special) = (token["content"].Text(), token["special"].Flag());
            if ((byId.TryGetValue(id, out var other) && other != content) || (byContent.TryGetValue(content, out var otherId) && otherId != id))
            {
                throw new JsonNodeReader(token["id"].Place, JsonSerializer.SerializeToElement(id)).Wrong(
                    $"an id that belongs to \"{content}\" alone");
            }

            (byId[id], byContent[content]) = (content, id);
            result.Add(new(
                id, content, token["single_word"].Flag(), token["lstrip"]
                    .Flag(), token["rstrip"].Flag(), token["normalized"].Flag(!special), special));
        }

        foreach (var token in tokens.Exists ? tokens.Items() : [])
        {
            Add(token, token["id"].Id());
        }

        if (File.Exists(configPath))
        {
            using var json = JsonFile.Open(configPath);
            var more = new JsonNodeReader(configPath, json.RootElement)["added_tokens_decoder"];
            var known = result.Select(token => token.Content).ToHashSet(StringComparer.Ordinal);
            foreach (var (key, value) in more.Exists ? more.Members() : [])
            {
                var token = new JsonNodeReader($"{more.Place}.{key}", value);
                if (!known.Contains(token["content"].Text()))
                {
                    Add(token, int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                        ? id : throw token.Wrong("a token under its id"));
                }
            }
        }

        return result;
    }
}
