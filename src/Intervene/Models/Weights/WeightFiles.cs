using System.Text.Json;
using Intervene.Files;

namespace Intervene.Models.Weights;

/// <summary>
/// The weights of a model directory: <c>model.safetensors</c>, or where that is missing the shards that <c>model.safetensors.index.json</c> names, as
/// in transformers.
/// </summary>
public sealed class WeightFiles : IDisposable
{
    private readonly List<SafetensorsFile> _files;
    private readonly Dictionary<string, SafetensorsFile> _homes = new(StringComparer.Ordinal);

    private WeightFiles(List<SafetensorsFile> files) => _files = files;

    /// <summary>The files.</summary>
    public IReadOnlyList<SafetensorsFile> Files => _files;

    /// <summary>Every tensor of every file.</summary>
    public IEnumerable<StoredTensor> Tensors => _files.SelectMany(file => file.Tensors);

    /// <summary>Opens all files and checks their headers, and the index against them.</summary>
    /// <exception cref="InterveneException">A file is missing or malformed, or index and shards disagree.</exception>
    public static WeightFiles Open(string directory)
    {
        var single = Path.Combine(directory, ModelFiles.SingleName);
        var index = Path.Combine(directory, ModelFiles.IndexName);
        if (!File.Exists(single) && !File.Exists(index))
        {
            throw new InterveneException(
                $"{directory}: there are no weights: expected {ModelFiles.SingleName}, or {ModelFiles.IndexName} with its shards.{Hint(directory)}");
        }

        var result = new WeightFiles([]);
        try
        {
            if (File.Exists(single))
            {
                result.Add(SafetensorsFile.Open(single));
            }
            else
            {
                result.OpenShards(directory, index);
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>A tensor's description; null when no file has it.</summary>
    public StoredTensor? Find(string name) => _homes.TryGetValue(name, out var file) ? file[name] : null;

    /// <summary>The file that has a tensor.</summary>
    /// <exception cref="InterveneException">There is no tensor of this name.</exception>
    public SafetensorsFile HomeOf(string name) => _homes.TryGetValue(name, out var file)
        ? file
        : throw new InterveneException($"There is no tensor {name} in {string.Join(", ", _files.Select(f => f.Path))}.");

    /// <summary>Whether two tensors have the same type, shape and bytes.</summary>
    /// <exception cref="InterveneException">There is no tensor of one of the names.</exception>
    public bool AreSame(string first, string second)
    {
        var (a, b) = (_homes.GetValueOrDefault(first), _homes.GetValueOrDefault(second));
        return a is not null && b is not null
            ? a.IsSame(first, b, second)
            : throw new InterveneException($"There is no tensor {(a is null ? first : second)} in {string.Join(", ", _files.Select(f => f.Path))}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    private void OpenShards(string directory, string index)
    {
        var map = ReadIndex(index);
        string[] shards = [.. map.Values.Distinct().Order(StringComparer.Ordinal)];
        string[] missing = [.. shards.Where(shard => !File.Exists(Path.Combine(directory, shard)))];
        if (missing.Length > 0)
        {
            throw new InterveneException(
                $"{directory}: {missing.Length} of {shards.Length} shards are missing: {string.Join(", ", missing)}. {ModelFiles.IndexName} names them; fetch them.");
        }

        foreach (var shard in shards)
        {
            Add(SafetensorsFile.Open(Path.Combine(directory, shard)));
        }

        List<string> differences = [];
        foreach (var (name, shard) in map)
        {
            if (!_homes.TryGetValue(name, out var home) || Path.GetFileName(home.Path) != shard)
            {
                differences.Add($"{name} stands in {(home is null ? "no shard" : Path.GetFileName(home.Path))}; the index says {shard}");
            }
        }

        differences.AddRange(_homes.Where(entry => !map.ContainsKey(entry.Key)).Select(entry =>
             $"{entry.Key} stands in {Path.GetFileName(entry.Value.Path)}, but not in the index"));
        if (differences.Count > 0)
        {
            throw new InterveneException(
                $"{index}: index and shards disagree:\n  {string.Join("\n  ", differences)}\nFetch index and shards of one revision.");
        }
    }

    private void Add(SafetensorsFile file)
    {
        _files.Add(file);
        foreach (var name in file.Names)
        {
            if (!_homes.TryAdd(name, file))
            {
                throw new InterveneException($"Tensor {name} stands in both {_homes[name].Path} and {file.Path}; expected every name once.");
            }
        }
    }

    private static Dictionary<string, string> ReadIndex(string path)
    {
        try
        {
            using var document = JsonText.Document(
                InputFile.Read(path, ModelFiles.MostJsonBytes), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("weight_map", out var weights) || weights.ValueKind != JsonValueKind.Object)
            {
                throw new InterveneException($"{path}: there is no weight_map; expected an object that gives every tensor its file.");
            }

            if (!weights.EnumerateObject().Any())
            {
                throw new InterveneException($"{path}: weight_map is empty; expected an object that gives every tensor its file.");
            }

            var map = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in weights.EnumerateObject())
            {
                var shard = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : "";
                if (shard.Length == 0 || shard != Path.GetFileName(shard)
                    || shard is "." or ".." || !shard.EndsWith(".safetensors", StringComparison.Ordinal))
                {
                    throw new InterveneException(
                        $"{path}: the file of {entry.Name} is {entry.Value.GetRawText()}; expected a safetensors file of the same directory.");
                }

                map.Add(entry.Name, shard);
            }

            return map;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InterveneException($"{path} is not a valid index: {fault.Message} Fetch it again.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"{path}: cannot read it: {fault.Message}", fault);
        }
    }

    private static string Hint(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return " There is no such directory.";
        }

        if (Directory.EnumerateFiles(directory, "*.gguf").FirstOrDefault() is { } gguf)
        {
            return $" There is {Path.GetFileName(gguf)}: turn it into a model directory with `intervene import`.";
        }

        return Directory.EnumerateFiles(directory, "pytorch_model*.bin").Any()
            ? " Pickled weights (pytorch_model.bin) are not read; convert them to safetensors." : "";
    }
}
