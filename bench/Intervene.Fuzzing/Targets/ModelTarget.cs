using Intervene.Models;
using Intervene.Text;

namespace Intervene.Fuzzing.Targets;

/// <summary>The JSON files of a model directory: config, generation config, tokenizer, tokenizer config. The first line says which.</summary>
internal static class ModelTarget
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "0", "1e999", "99999999999999999999", "\\ud83d", "\\u0000", "\0", "\ud83d",
        "\uE0C3\uE028", "\uFEFF", "model_type", "\"vocab_size\": 3,",
        "\"eos_token_id\": [1, -2],", "\"rope_scaling\": {\"type\": \"yarn\"},", "\"id\": 99999999,", "\"content\": \"\",", "\"merges\": [\"a\"],",
        "\"pattern\": {\"Regex\": \"(((a+)+)+)$\"},",
        "{\"a\":{\"a\":{\"a\":{", "\n", "(?<=", "\\\\p{L}+", "[^\\\\s", "*+",
    ];

    public static FuzzTarget Create(string folder)
    {
        var model = Path.Combine(folder, "model");
        var names = Embedded.Names("models").Select(name => name["models/".Length..]).ToArray();
        return new FuzzTarget
        {
            Name = "models",
            Seeds = [.. names.Select(name => $"{name}\n{RawText.Of(Embedded.Bytes("models/" + name))}")],
            Pieces = Pieces,
            Read = text => Read(model, names, text),
        };
    }

    private static string Read(string model, string[] names, string text)
    {
        Directory.CreateDirectory(model);
        var name = names.FirstOrDefault(one => text.StartsWith(one + "\n", StringComparison.Ordinal)) ?? names[text.Length % names.Length];
        foreach (var other in names)
        {
            var bytes = other == name ? RawText.Bytes(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]) : Embedded.Bytes("models/" + other);
            File.WriteAllBytes(Path.Combine(model, other), bytes);
        }

        ModelConfigReader.Read(model);
        var tokenizer = Tokenizer.Load(model);
        ChatTemplate.Load(model);
        _ = tokenizer.Decode(tokenizer.Encode("12 *7 +3 <|endoftext|> ünï \ud83d"));
        return "read";
    }
}
