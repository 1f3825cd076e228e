using System.Text.Json;
using System.Text.RegularExpressions;
using Intervene.Files;

namespace Intervene.Models;

/// <summary>The files of a Hugging Face model directory: their names, those that hold its weights, and what identifies them.</summary>
public static partial class ModelFiles
{
    /// <summary>The name of weights in one file.</summary>
    public const string SingleName = "model.safetensors";

    /// <summary>The name of the index of shards.</summary>
    public const string IndexName = "model.safetensors.index.json";

    /// <summary>The most bytes of a config or an index of shards: 64 MiB.</summary>
    public const long MostJsonBytes = 64 << 20;

    /// <summary>The folder of further chat templates.</summary>
    public const string TemplateFolder = "additional_chat_templates";

    /// <summary>The names of the files besides config and weights.</summary>
    public static IReadOnlyList<string> Companions { get; } =
    [
        ModelConfigReader.GenerationFileName, "tokenizer.json",
        "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
        "tokenizer.model", "chat_template.jinja", "chat_template.json", "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE",
    ];

    /// <summary>Whether a file is one that the program writes into a model directory or a checkpoint, finished or not.</summary>
    /// <param name="name">Its name relative to the directory, with <c>/</c>.</param>
    public static bool IsWritten(string name)
    {
        var whole = name.EndsWith(".partial", StringComparison.Ordinal) ? name[..^".partial".Length] : name;
        return whole is SingleName or IndexName or ModelConfigReader.FileName or "optimizer.safetensors" or "state.json"
            || Companions.Contains(whole) || Shard().IsMatch(whole) || Template().IsMatch(whole);
    }

    /// <summary>
    /// Identifies what a model computes: the SHA-256 over the names and hashes of its config, index and weight files, 64 hexadecimal digits.
    /// </summary>
    /// <param name="directory">The model directory.</param>
    /// <exception cref="InterveneException">A file is missing or malformed.</exception>
    public static string Fingerprint(string directory)
    {
        IEnumerable<string> names = [ModelConfigReader.FileName, .. Weights(directory)];
        return Sha256.OfText(string.Concat(names.Select(name => $"{Sha256.OfFile(Path.Combine(directory, name))}  {name}\n")));
    }

    /// <summary>The names of the weight files: the single one, or the shards that the index names, in ordinal order.</summary>
    /// <param name="directory">The model directory.</param>
    /// <exception cref="InterveneException">There are none, or the index is malformed.</exception>
    public static IReadOnlyList<string> Weights(string directory)
    {
        if (File.Exists(Path.Combine(directory, SingleName)))
        {
            return [SingleName];
        }

        var index = Path.Combine(directory, IndexName);
        if (!File.Exists(index))
        {
            throw new InterveneException($"{directory}: there are no weights: expected {SingleName}, or {IndexName} with its shards.");
        }

        try
        {
            using var document = JsonText.Document(InputFile.Read(index, MostJsonBytes));
            return [.. document.RootElement.GetProperty("weight_map").EnumerateObject().Select(entry => ShardName(index, entry.Value.GetString()))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InterveneException(
                $"{index}: not an index of shards: {fault.Message} Expected an object with weight_map, from tensor to file.", fault);
        }
    }

    private static string ShardName(string index, string? name) => name is { Length: > 0 } && name == Path.GetFileName(name)
        ? name
        : throw new InterveneException($"{index}: weight_map names the shard \"{name}\"; expected the name of a file beside it.");

    [GeneratedRegex(@"^model-\d{5}-of-\d{5}\.safetensors\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shard();

    [GeneratedRegex(@"^additional_chat_templates/[^/]+\.jinja\z", RegexOptions.CultureInvariant)]
    private static partial Regex Template();
}
