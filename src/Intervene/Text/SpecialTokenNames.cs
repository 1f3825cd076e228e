using System.Text.Json;

namespace Intervene.Text;

/// <summary>The special tokens that tokenizer_config.json names; null where it names none.</summary>
/// <param name="All">Every token under its key, e.g. <c>bos_token</c>, <c>sep_token</c>, and the model's own of <c>extra_special_tokens</c>.</param>
internal sealed record SpecialTokenNames(IReadOnlyDictionary<string, string> All)
{
    private static readonly string[] Keys = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    /// <summary>No tokens.</summary>
    public static SpecialTokenNames None { get; } = new(new Dictionary<string, string>());

    /// <summary>The begin token.</summary>
    public string? Bos => All.GetValueOrDefault("bos_token");

    /// <summary>The end token.</summary>
    public string? Eos => All.GetValueOrDefault("eos_token");

    /// <summary>The padding token.</summary>
    public string? Pad => All.GetValueOrDefault("pad_token");

    /// <summary>
    /// Reads them from a model directory, without tokenizer_config.json from special_tokens_map.json; all null when neither is there.
    /// </summary>
    public static SpecialTokenNames Load(string modelDirectory)
    {
        foreach (var file in new[] { "tokenizer_config.json", "special_tokens_map.json" })
        {
            var path = Path.Combine(modelDirectory, file);
            if (File.Exists(path))
            {
                using var json = JsonFile.Open(path);
                var all = Keys.Select(key => (Key: key, Token: Read(path, json.RootElement, key)))
                    .Concat(Extra(json.RootElement)).Where(entry => entry.Token is not null);
                return new(all.DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => entry.Token!, StringComparer.Ordinal));
            }
        }

        return None;
    }

    /// <summary>The tokens that a model names itself, e.g. <c>image_token</c>.</summary>
    private static IEnumerable<(string Key, string? Token)> Extra(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("extra_special_tokens", out var extra)
        && extra.ValueKind == JsonValueKind.Object
            ? [.. extra.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.String)
                .Select(entry => (entry.Name, entry.Value.GetString()))]
            : [];

    private static string? Read(string path, JsonElement root, string key)
    {
        var value = new JsonNodeReader(path, root)[key];
        return value.Value.ValueKind == JsonValueKind.Object ? value["content"].Text() : value.TextOrNull();
    }
}
