using System.Text.Json;
using Intervene.Files;

namespace Intervene.Models;

/// <summary>
/// Reads <c>config.json</c> and <c>generation_config.json</c> as transformers 4 and 5 write them, and refuses what is not computed to the letter.
/// </summary>
public static class ModelConfigReader
{
    /// <summary>The config file of a model directory.</summary>
    public const string FileName = "config.json";

    /// <summary>The file with a model's stop ids.</summary>
    public const string GenerationFileName = "generation_config.json";

    /// <summary>Reads the shape of a model.</summary>
    /// <param name="directory">A Hugging Face model directory.</param>
    /// <exception cref="InterveneException">A file is missing or damaged, or asks for what is not supported: all such keys in one message, with their
    /// values.</exception>
    public static ModelConfig Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        using var document = Open(path);
        List<string> faults = [];
        var json = new ConfigJson("", document.RootElement, faults);
        var family = Family(json) ?? DecoderFamilies.Of(ModelFamily.Llama); // so that one message also names what else is wrong
        UnsupportedKeys.Check(json);
        var config = family.Read(json);
        if (faults.Count == 0)
        {
            config = config with { StopIds = StopIds(directory, json, config.VocabularySize) };
        }

        return faults.Count == 0
            ? config
            : throw new InterveneException(
                $"{path}: this model is not supported:\n  {string.Join("\n  ", faults)}\n"
                + "Supported are Llama, Qwen2 and Qwen3 decoders with full attention.");
    }

    /// <summary>The family that <c>architectures</c> names, or where that is missing <c>model_type</c>; the two must agree.</summary>
    private static DecoderFamily? Family(ConfigJson json)
    {
        var type = json.Text("model_type");
        if (json.Find("architectures") is not { } architectures)
        {
            return Known(json, "model_type", family => family.ModelType, type);
        }

        var name = architectures.ValueKind == JsonValueKind.Array
            && architectures.GetArrayLength() == 1 && architectures[0].ValueKind == JsonValueKind.String
            ? architectures[0].GetString()
            : null;
        var known = Known(json, "architectures", family => family.Architecture, name);
        if (known is not null && type is not null && type != known.ModelType)
        {
            json.Fault("model_type", $"expected {known.ModelType}, like the architecture");
        }

        return known;
    }

    private static DecoderFamily? Known(ConfigJson json, string key, Func<DecoderFamily, string> name, string? found)
    {
        var family = DecoderFamilies.All.FirstOrDefault(family => name(family) == found);
        if (family is null)
        {
            json.Fault(key, $"expected one of {string.Join(", ", DecoderFamilies.All.Select(name))}");
        }

        return family;
    }

    /// <summary>The ids of <c>eos_token_id</c>, a number or a list: of generation_config.json where it has them, else of config.json.</summary>
    private static List<int> StopIds(string directory, ConfigJson config, int vocabularySize)
    {
        var path = Path.Combine(directory, GenerationFileName);
        using var document = File.Exists(path) ? Open(path) : null;
        var own = document is null ? null : new ConfigJson("", document.RootElement, []).Find("eos_token_id");
        if ((own ?? config.Find("eos_token_id")) is not { } value)
        {
            return [];
        }

        List<int> ids = [];
        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var id) || id < 0 || id >= vocabularySize)
            {
                var place = own is null ? Path.Combine(directory, FileName) : path;
                throw new InterveneException(
                    $"{place}: eos_token_id is {value.GetRawText()}; expected token ids below vocab_size, {vocabularySize}.");
            }

            ids.Add(id);
        }

        return [.. ids.Distinct()];
    }

    private static JsonDocument Open(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new InterveneException(
                $"{path}: {IoFault.Missing(path)} Expected a Hugging Face model directory with {Path.GetFileName(path)}.");
        }

        try
        {
            var document = JsonText.Document(
                InputFile.Read(path, ModelFiles.MostJsonBytes), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new InterveneException($"{path} holds a JSON {document.RootElement.ValueKind}; expected an object.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InterveneException($"{path} is not valid JSON: {fault.Message} Fetch or write the file again.", fault);
        }
    }
}
