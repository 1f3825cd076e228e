using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Serving.Hosting;
using Intervene.Text;

namespace Intervene.Serving.Models;

/// <summary>Reads the conversation of a request.</summary>
internal static class ChatMessages
{
    /// <summary>The messages; a content in parts of text becomes one text, a line a part.</summary>
    /// <exception cref="RequestFault">There is none, or a part is no text.</exception>
    public static ChatMessage[] Read(JsonElement body)
    {
        ChatMessage[] messages = [.. body.List("messages").EnumerateArray().Select(Message)];
        return messages.Length > 0 ? messages : throw RequestFault.Bad("The field 'messages' is empty: expected at least one message.", "messages");
    }

    /// <summary>The template's variables that a request sets.</summary>
    public static JsonObject? Variables(JsonElement body) =>
        body.TryGetProperty("chat_template_kwargs", out var value) && value.ValueKind != JsonValueKind.Null
        ? WellFormed(value) as JsonObject ?? throw RequestFault.Bad("The field 'chat_template_kwargs' is no object.", "chat_template_kwargs")
        : null;

    private static ChatMessage Message(JsonElement element)
    {
        if (WellFormed(element) is not JsonObject message || message["role"] is not JsonValue role || role.GetValueKind() != JsonValueKind.String)
        {
            throw RequestFault.Bad("A message is no object with a role: expected such as {\"role\":\"user\",\"content\":\"…\"}.", "messages");
        }

        if (message["content"] is JsonArray parts)
        {
            message["content"] = string.Join('\n', parts.Select(Part));
        }

        return new ChatMessage(message);
    }

    private static string Part(JsonNode? part) =>
        part is JsonObject content
            && content["type"]?.ToString() == "text" && content["text"] is JsonValue text && text.TryGetValue<string>(out var words)
        ? words
        : throw RequestFault.Bad(
            "A message has a part that is no text: expected {\"type\":\"text\",\"text\":\"…\"} alone, for the model reads nothing else.", "messages");

    /// <summary>The JSON as a tree, whose texts can be read.</summary>
    private static JsonNode? WellFormed(JsonElement element)
    {
        try
        {
            var node = JsonNode.Parse(element.GetRawText());
            node?.ToJsonString(); // throws on half a surrogate pair
            return node;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or JsonException)
        {
            throw RequestFault.Bad("The conversation has text with half a surrogate pair, or bytes that are no UTF-8.", "messages");
        }
    }
}
