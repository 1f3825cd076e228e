using System.Text.Json.Nodes;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Chat;

/// <summary>Folds a stream of Anthropic's events into the message that the same reply is without streaming.</summary>
internal static class AnthropicStream
{
    /// <summary>Folds a stream.</summary>
    /// <exception cref="ServerFault">It holds an error, or ends before the message does.</exception>
    public static JsonObject Fold(ServerReply reply)
    {
        JsonObject message = new() { ["content"] = new JsonArray() };
        var whole = false;
        foreach (var data in ServerEvents.Read(reply.Text).Events)
        {
            if (ServerEvents.Object(data) is not { } item)
            {
                throw ServerEvents.Cut(reply);
            }

            switch (ReplyJson.Text(item["type"]))
            {
                case "message_start" when item["message"] is JsonObject start:
                    message = start.DeepClone().AsObject();
                    message["content"] = message["content"] is JsonArray content ? content.DeepClone() : new JsonArray();
                    break;
                case "content_block_start" when item["content_block"] is JsonObject block:
                    message["content"]!.AsArray().Add(block.DeepClone());
                    break;
                case "content_block_delta":
                    Append(message["content"]!.AsArray(), item["delta"]);
                    break;
                case "message_delta":
                    Merge(message, item);
                    break;
                case "message_stop":
                    whole = true;
                    break;
                case "error":
                    throw FaultReader.OfError(reply.Host, item["error"] ?? item, data);
            }
        }

        return whole || message["stop_reason"] is JsonValue ? message : throw ServerEvents.Cut(reply);
    }

    private static void Append(JsonArray content, JsonNode? delta)
    {
        if (content.Count > 0 && content[^1] is JsonObject block && delta is JsonObject fields)
        {
            foreach (var name in (ReadOnlySpan<string>)["text", "thinking"])
            {
                if (ReplyJson.Text(fields[name]) is { Length: > 0 } more)
                {
                    block[name] = ReplyJson.Text(block[name]) + more;
                }
            }
        }
    }

    /// <summary>The last usage holds running totals: its fields stand over those of the start.</summary>
    private static void Merge(JsonObject message, JsonObject item)
    {
        foreach (var (name, value) in item["delta"] as JsonObject ?? [])
        {
            message[name] = value?.DeepClone();
        }

        var usage = message["usage"] as JsonObject ?? [];
        foreach (var (name, value) in item["usage"] as JsonObject ?? [])
        {
            usage[name] = value?.DeepClone();
        }

        if (usage.Parent is null)
        {
            message["usage"] = usage;
        }
    }
}
