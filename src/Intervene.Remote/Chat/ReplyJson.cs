using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Prompting;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Chat;

/// <summary>Reads the fields of answers whose types vary between servers.</summary>
internal static class ReplyJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A body as records keep it: without escapes that it does not need.</summary>
    public static string Write(JsonObject body) => body.ToJsonString(Readable);

    /// <summary>The object that a body is.</summary>
    /// <exception cref="ServerFault">It is none: HTML, nothing, cut JSON.</exception>
    public static JsonObject Object(ServerReply reply)
    {
        var text = reply.Text;
        var start = text.AsSpan().IndexOfAnyExcept(" \t\r\n\0");
        if (start < 0)
        {
            throw new ServerFault(FaultKind.Unreadable, $"{reply.Host} answered 200 with an empty body.") { Status = 200 };
        }

        if (text[start] is '{' or '[' && LenientJson.TryRead(text, start, out var value, out _))
        {
            switch (value)
            {
                case JsonObject table:
                    return table;
                case JsonArray { Count: 1 } list when list[0] is JsonObject only:
                    return only;
            }
        }

        throw new ServerFault(FaultKind.Unreadable,
            $"{reply.Host} answered 200 with what is no JSON object: {FaultReader.Words(text)}")
        { Status = 200, Body = text };
    }

    /// <summary>Throws where a body of status 200 holds an error.</summary>
    public static void RefuseError(ServerReply reply, JsonObject body)
    {
        if (body["error"] is { } error && error is not (JsonArray { Count: 0 } or JsonObject { Count: 0 })
            && error.ToJsonString() is not ("false" or "\"\"" or "0"))
        {
            throw FaultReader.OfError(reply.Host, error, body.ToJsonString());
        }
    }

    /// <summary>A text: a string, or the texts of a list of parts of one of the kinds.</summary>
    public static string Text(JsonNode? node, params ReadOnlySpan<string> kinds)
    {
        switch (node)
        {
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return value.GetValue<string>();
            case JsonArray parts:
                var texts = new List<string>();
                foreach (var part in parts)
                {
                    if (part is JsonValue)
                    {
                        texts.Add(Text(part));
                    }
                    else if (part is JsonObject table && (kinds.Length == 0 || kinds.Contains(Text(table["type"]))))
                    {
                        texts.Add(Text(table["text"]) is { Length: > 0 } text ? text : Text(table["thinking"]) is { Length: > 0 } thought ? thought
                            : Text(table["summary"]));
                    }
                }

                return string.Concat(texts);
            default:
                return "";
        }
    }

    /// <summary>A number of things, whatever the number's type; null where there is none.</summary>
    public static long? Count(JsonNode? node) =>
        node is JsonValue value
            && decimal.TryParse(value.ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture,
            out var number) && number is >= 0 and < long.MaxValue
            ? (long)number
            : null;

    /// <summary>A field of a field; null where either is missing or no object stands there.</summary>
    public static JsonNode? Field(JsonNode? node, string name) => node is JsonObject table ? table[name] : null;
}
