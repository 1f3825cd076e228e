using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Intervene.Files;

/// <summary>
/// Parses JSON from outside. Half of a surrogate pair, which JSON can escape, and bytes that are no UTF-8 are refused here and not where a name or a
/// string is first read.
/// </summary>
public static class JsonText
{
    /// <summary>Parses a text.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="JsonException">It is malformed, or a name or string of it is no text.</exception>
    public static JsonDocument Document(string json, JsonDocumentOptions options = default) =>
        Whole(() => JsonDocument.Parse(json, options));

    /// <summary>Parses bytes.</summary>
    /// <param name="json">The JSON in UTF-8; not changed while the document lives.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="JsonException">It is malformed, or a name or string of it is no text.</exception>
    public static JsonDocument Document(ReadOnlyMemory<byte> json, JsonDocumentOptions options = default) =>
        Whole(() => JsonDocument.Parse(json, options));

    /// <summary>Parses a text as a tree that can be changed; no member may stand twice.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="JsonException">It is malformed, a member stands twice, or a name or string of it is no text.</exception>
    public static JsonNode? Node(string json)
    {
        using var document = Document(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return JsonNode.Parse(JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    /// <summary>Parses bytes as a tree that can be changed; no member may stand twice.</summary>
    /// <param name="json">The JSON in UTF-8.</param>
    /// <exception cref="JsonException">It is malformed, a member stands twice, or a name or string of it is no text.</exception>
    public static JsonNode? Node(ReadOnlyMemory<byte> json)
    {
        using var document = Document(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return JsonNode.Parse(JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    /// <summary>Where the first name or string with half a surrogate pair ends, in bytes; null where there is none.</summary>
    /// <param name="json">Well formed JSON in UTF-8.</param>
    /// <param name="namesAlone">Whether to look at the names of members alone.</param>
    public static long? HalfPair(ReadOnlySpan<byte> json, bool namesAlone = false)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.ValueIsEscaped
                && (reader.TokenType == JsonTokenType.PropertyName || (!namesAlone && reader.TokenType == JsonTokenType.String)))
            {
                try
                {
                    _ = reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    return reader.BytesConsumed;
                }
            }
        }

        return null;
    }

    private static JsonDocument Whole(Func<JsonDocument> parse)
    {
        JsonDocument document;
        try
        {
            document = parse();
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException($"a name is no text: {fault.Message}", fault); // where names are compared while parsing
        }

        var raw = JsonMarshal.GetRawUtf8Value(document.RootElement);
        var wrong = !Utf8.IsValid(raw) ? "a text holds bytes that are no UTF-8."
            : HalfPair(raw) is { } place ? $"the text before byte {place} has half a surrogate pair (\\ud800 to \\udfff alone)." : null;
        if (wrong is not null)
        {
            document.Dispose();
            throw new JsonException(wrong);
        }

        return document;
    }
}
