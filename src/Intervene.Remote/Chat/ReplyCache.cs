using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Files;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Chat;

/// <summary>
/// Complete replies on disk, under a hash of endpoint, model, whole body and sample index. A file is there whole or not at all, also when several
/// processes write; one that cannot be read counts as absent.
/// </summary>
public sealed class ReplyCache(string folder)
{
    private const int FormatVersion = 1;

    /// <summary>The key of a request: 64 hexadecimal digits.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="model">The model.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="sample">The sample's index.</param>
    public static string Key(Endpoint endpoint, string model, string body, int sample) =>
        Sha256.OfText($"{endpoint.Name}\n{model}\n{sample}\n{body}");

    /// <summary>The reply of a key; null where there is none.</summary>
    public ServerReply? Find(string key)
    {
        try
        {
            var file = JsonNode.Parse(File.ReadAllText(PathOf(key))) as JsonObject;
            return file?["format_version"]?.GetValue<int>() == FormatVersion && file["body"] is { } body
                ? new(file["host"]?.GetValue<string>() ?? "", body.ToJsonString(), false) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException
            or JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keeps a reply.</summary>
    /// <param name="key">The key.</param>
    /// <param name="host">Who answered.</param>
    /// <param name="raw">The body, as JSON.</param>
    /// <exception cref="InterveneException">The file cannot be written.</exception>
    public void Keep(string key, string host, string raw)
    {
        var path = PathOf(key);
        var aside = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}";
        var file = new JsonObject { ["format_version"] = FormatVersion, ["host"] = host, ["body"] = JsonNode.Parse(raw) };
        AtomicFile.Write(aside, file.ToJsonString());
        IoFault.Guard(path, "write", () => File.Move(aside, path, overwrite: true));
    }

    private string PathOf(string key) => Path.Combine(folder, key[..2], key + ".json");
}
