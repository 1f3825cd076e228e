using System.Text;
using System.Text.Json.Nodes;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Chat;

/// <summary>Folds a stream of OpenAI's chunks into the body that the same reply has without streaming.</summary>
internal static class OpenAiStream
{
    /// <summary>Folds a stream.</summary>
    /// <exception cref="ServerFault">It holds an error, or ends before the reply does.</exception>
    public static JsonObject Fold(ServerReply reply)
    {
        var (events, done) = ServerEvents.Read(reply.Text);
        StringBuilder text = new(), reasoning = new(), refusal = new();
        string? finish = null, native = null, model = null;
        JsonNode? usage = null;
        foreach (var data in events)
        {
            if (ServerEvents.Object(data) is not { } chunk)
            {
                throw ServerEvents.Cut(reply);
            }

            ReplyJson.RefuseError(reply, chunk);
            usage = chunk["usage"] as JsonObject ?? usage;
            model = ReplyJson.Text(chunk["model"]) is { Length: > 0 } name ? name : model;
            if (chunk["choices"] is JsonArray { Count: > 0 } choices && choices[0] is JsonObject choice)
            {
                ReplyJson.RefuseError(reply, choice);
                var delta = choice["delta"] as JsonObject ?? choice["message"] as JsonObject ?? [];
                text.Append(ReplyJson.Text(delta["content"], "text", "output_text"));
                reasoning.Append(OpenAiWire.Reasoning(delta));
                refusal.Append(ReplyJson.Text(delta["refusal"]));
                finish = ReplyJson.Text(choice["finish_reason"]) is { Length: > 0 } word ? word : finish;
                native = ReplyJson.Text(choice["native_finish_reason"]) is { Length: > 0 } own ? own : native;
            }
        }

        if (finish is null && !done)
        {
            throw ServerEvents.Cut(reply);
        }

        return new()
        {
            ["model"] = model,
            ["choices"] = new JsonArray(new JsonObject
            {
                // A stream that says [DONE] without a reason is whole: some servers leave the reason null.
                ["finish_reason"] = finish ?? "stop",
                ["native_finish_reason"] = native,
                ["message"] = new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = text.ToString(),
                    ["reasoning_content"] = reasoning.Length > 0 ? reasoning.ToString() : null,
                    ["refusal"] = refusal.Length > 0 ? refusal.ToString() : null,
                },
            }),
            ["usage"] = usage?.DeepClone(),
        };
    }
}
