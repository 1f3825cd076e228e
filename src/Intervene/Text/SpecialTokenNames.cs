using System.Text.Json;

namespace Intervene.Text;

/// <summary>The special tokens that tokenizer_config.json names; null where it names none.</summary>
internal sealed record SpecialTokenNames(string? Bos, string? Eos, string? Pad, string? Unknown)
{
    /// <summary>Reads them from a model directory, without tokenizer_config.json from special_tokens_map.json; all null when neither is there.</summary>
    public static SpecialTokenNames Load(string modelDirectory)
    {
        foreach (var file in new[] { "tokenizer_config.json", "special_tokens_map.json" })
        {
            var path = Path.Combine(modelDirectory, file);
            if (File.Exists(path))
            {
                using var json = JsonFile.Open(path);
                string? Name(string key) => Read(path, json.RootElement, key);
                return new(Name("bos_token"), Name("eos_token"), Name("pad_token"), Name("unk_token"));
            }
        }

        return new(null, null, null, null);
    }

    private static string? Read(string path, JsonElement root, string key)
    {
        var value = new JsonNodeReader(path, root)[key];
        return value.Value.ValueKind == JsonValueKind.Object ? value["content"].Text() : value.TextOrNull();
    }
}
