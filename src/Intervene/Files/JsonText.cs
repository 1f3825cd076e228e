using System.Text;
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
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <summary>Parses a text.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="JsonException">It is malformed, or a name or string of it is no text.</exception>
    public static JsonDocument Document(string json, JsonDocumentOptions options = default) => Document(Bytes(json), options);

    /// <summary>Parses bytes.</summary>
    /// <param name="json">The JSON in UTF-8; not changed while the document lives.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="JsonException">It is malformed, or a name or string of it is no text.</exception>
    public static JsonDocument Document(ReadOnlyMemory<byte> json, JsonDocumentOptions options = default)
    {
        RequireText(json.Span);
        return JsonDocument.Parse(json, options);
    }

    /// <summary>Parses a text as a tree that can be changed; no member may stand twice.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="JsonException">It is malformed, a member stands twice, or a name or string of it is no text.</exception>
    public static JsonNode? Node(string json) => Node(Bytes(json));

    /// <summary>Parses bytes as a tree that can be changed; no member may stand twice.</summary>
    /// <param name="json">The JSON in UTF-8.</param>
    /// <exception cref="JsonException">It is malformed, a member stands twice, or a name or string of it is no text.</exception>
    public static JsonNode? Node(ReadOnlySpan<byte> json)
    {
        RequireText(json);
        return JsonNode.Parse(json, null, Once);
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

    private static byte[] Bytes(string json)
    {
        try
        {
            return Strict.GetBytes(json);
        }
        catch (EncoderFallbackException fault)
        {
            throw new JsonException("the text has half a surrogate pair.", fault);
        }
    }

    private static void RequireText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("a text holds bytes that are no UTF-8.");
        }

        if (HalfPair(json) is { } place)
        {
            throw new JsonException($"the text before byte {place} has half a surrogate pair (\\ud800 to \\udfff alone).");
        }
    }
}
