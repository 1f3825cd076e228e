using System.Text.Json;
using Intervene.Files;

namespace Intervene.Text;

/// <summary>Reads a JSON object from a file, with the file's name in every error.</summary>
internal static class JsonFile
{
    private const long MostBytes = 512L << 20;

    /// <exception cref="InterveneException">The file cannot be read, is no JSON, or holds no object.</exception>
    public static JsonDocument Open(string path) => Parse(path, Read(path));

    /// <summary>The file's bytes.</summary>
    public static byte[] Read(string path) => InputFile.Read(path, MostBytes);

    /// <summary>Parses the bytes of the file at <paramref name="path"/>.</summary>
    public static JsonDocument Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes);
        }
        catch (JsonException fault)
        {
            throw new InterveneException($"{path} is not valid JSON: {fault.Message}", fault);
        }

        if (JsonText.HalfPair(bytes.Span, namesAlone: true) is { } place)
        {
            document.Dispose();
            throw new InterveneException(
                $"{path} is not valid JSON: the name before byte {place} has half a surrogate pair (\\ud800 to \\udfff alone). Fetch or write " +
                $"the file again.");
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            var kind = document.RootElement.ValueKind;
            document.Dispose();
            throw new InterveneException($"{path} holds a JSON {kind}; expected an object.");
        }

        return document;
    }
}
