using System.Text;
using System.Text.Json;

namespace Intervene.Files;

/// <summary>A record as one JSON file, indented for readers.</summary>
public static class JsonFile
{
    private const long MostBytes = 64 << 20;

    private static readonly JsonSerializerOptions Indented = new(RecordJson.Options) { WriteIndented = true };

    /// <summary>Writes a record, whole or not at all.</summary>
    /// <exception cref="InterveneException">The file system refuses.</exception>
    public static void Write<T>(string path, T record) => AtomicFile.Write(path, JsonSerializer.Serialize(record, Indented) + "\n");

    /// <summary>Reads a record.</summary>
    /// <exception cref="InterveneException">The file is missing or holds no <typeparamref name="T"/>: the message names the line and the
    /// field.</exception>
    public static T Read<T>(string path)
    {
        var text = InputFile.ReadText(path, MostBytes);
        RecordFormat.Require(path, typeof(T), Encoding.UTF8.GetBytes(text));
        try
        {
            return JsonSerializer.Deserialize<T>(text, RecordJson.Options)
                ?? throw new InterveneException($"{path}: found null, expected {JsonFault.Name(typeof(T))}.");
        }
        catch (JsonException fault)
        {
            throw JsonFault.Explain($"{path}:{(fault.LineNumber ?? 0) + 1}", typeof(T), fault);
        }
    }
}
