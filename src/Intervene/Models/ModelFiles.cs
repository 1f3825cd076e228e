using System.Text.Json;
using Intervene.Files;

namespace Intervene.Models;

/// <summary>The files of a Hugging Face model directory that hold its weights, and what identifies them.</summary>
public static class ModelFiles
{
    /// <summary>The name of weights in one file.</summary>
    public const string SingleName = "model.safetensors";

    /// <summary>The name of the index of shards.</summary>
    public const string IndexName = "model.safetensors.index.json";

    /// <summary>Identifies what a model computes: the SHA-256 over the names and hashes of its config, index and weight files, 64 hexadecimal digits.</summary>
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
            using var document = JsonDocument.Parse(File.ReadAllBytes(index));
            return [.. document.RootElement.GetProperty("weight_map").EnumerateObject().Select(entry => ShardName(index, entry.Value.GetString()))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InterveneException($"{index}: not an index of shards: {fault.Message} Expected an object with weight_map, from tensor to file.", fault);
        }
    }

    private static string ShardName(string index, string? name) => name is { Length: > 0 } && name == Path.GetFileName(name)
        ? name
        : throw new InterveneException($"{index}: weight_map names the shard \"{name}\"; expected the name of a file beside it.");
}
