using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Models;

namespace Intervene.Torch.Checkpoints;

/// <summary>Writes <c>config.json</c>.</summary>
internal static class ConfigFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Copies a config: byte for byte when it names this type already, else with <c>dtype</c> (transformers 5) or <c>torch_dtype</c> (4) set.
    /// </summary>
    /// <exception cref="InterveneException">The source has no config, or it is no JSON object.</exception>
    public static void CopyWithDtype(string source, string target, string dtype)
    {
        var path = Path.Combine(source, ModelConfigReader.FileName);
        var copy = Path.Combine(target, ModelConfigReader.FileName);
        JsonObject config;
        try
        {
            config = JsonText.Node(InputFile.Read(path, ModelFiles.MostJsonBytes)) as JsonObject
                ?? throw new InterveneException($"{path} holds no JSON object; expected the config of a model.");
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"{path}: cannot read the model's config: {fault.Message}", fault);
        }

        string[] keys = [.. new[] { "dtype", "torch_dtype" }.Where(config.ContainsKey)];
        if (keys.Length > 0 && keys.All(key => config[key] is JsonValue value && value.TryGetValue<string>(out var text) && text == dtype))
        {
            CompanionFiles.CopyBytes(path, copy);
            return;
        }

        foreach (var key in keys is [] ? ["torch_dtype"] : keys)
        {
            config[key] = dtype;
        }

        Write(copy, config);
    }

    /// <summary>Writes a JSON object, indented, as UTF-8.</summary>
    public static void Write(string path, JsonObject json) =>
        File.WriteAllText(path, json.ToJsonString(Json) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
