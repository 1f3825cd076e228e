using System.Text.Json.Nodes;
using Intervene.Interventions;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Chat;

/// <summary>Anthropic's messages: what they cannot carry is refused by name, the shared part of a prompt is marked for the vendor's cache.</summary>
public sealed class AnthropicWire : ChatWire
{
    private const string Version = "2023-06-01";

    /// <inheritdoc/>
    public override string Call => "messages";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Optional { get; } = ["temperature", "top_p", "top_k"];

    /// <inheritdoc/>
    public override JsonObject Body(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        RefuseUnsent(options, ("seed", options.Seed is not null), ("frequency_penalty", options.FrequencyPenalty is not null),
            ("presence_penalty", options.PresencePenalty is not null),
            ("sampling.min_p", options.AdditionalProperties?.ContainsKey("min_p") == true),
                ("sampling.temperature above 1", options.Temperature > 1));
        var list = messages.ToArray();
        var body = new JsonObject
        {
            ["model"] = options.ModelId,
            ["max_tokens"] = options.MaxOutputTokens ?? throw new InterveneException("sampling.max_tokens is missing: this protocol needs it."),
        };
        if (list.Where(message => message.Role == ChatRole.System).SelectMany(Texts).ToArray() is { Length: > 0 } system)
        {
            body["system"] = string.Join("\n\n", system);
        }

        body["messages"] = new JsonArray([.. list.Where(message => message.Role != ChatRole.System)
            .Select(message => new JsonObject { ["role"] = message.Role.Value, ["content"] = Blocks(Texts(message)) })]);
        Add(body, "temperature", Number(options.Temperature));
        Add(body, "top_p", Number(options.TopP));
        Add(body, "top_k", options.TopK);
        Add(body, "stop_sequences", options.StopSequences is { Count: > 0 } stops ? new JsonArray([.. stops.Select(stop => JsonValue.Create(stop))])
            : null);
        return WithFields(body, options);
    }

    /// <inheritdoc/>
    public override ChatReply Read(ServerReply reply)
    {
        var body = ServerEvents.Looks(reply) ? AnthropicStream.Fold(reply) : ReplyJson.Object(reply);
        if (ReplyJson.Text(body["type"]) == "error" || body["error"] is not null)
        {
            throw FaultReader.OfError(reply.Host, body["error"] ?? body, body.ToJsonString());
        }

        if (body["content"] is not JsonArray content)
        {
            throw new ServerFault(FaultKind.Unreadable,
                $"{reply.Host} answered 200 without content: {FaultReader.Words(body.ToJsonString())}")
            { Status = 200, Body = reply.Text };
        }

        var word = ReplyJson.Text(body["stop_reason"]) is { Length: > 0 } reason ? reason : null;
        return new()
        {
            Text = ReplyJson.Text(content, "text"),
            Reasoning = ReplyJson.Text(content, "thinking"),
            Finish = Finish(word),
            FinishWord = word,
            Refusal = word == "refusal" ? ReplyJson.Text(ReplyJson.Field(body["stop_details"], "explanation")) is { Length: > 0 } why ? why
                : "the model refused." : null,
            Usage = Usage(body["usage"]),
            Model = ReplyJson.Text(body["model"]),
            Raw = ReplyJson.Write(body),
        };
    }

    /// <inheritdoc/>
    internal override string BatchFileEnding => ".json";

    /// <inheritdoc/>
    internal override (int Requests, long Bytes) BatchLimits => (100_000, 256_000_000);

    /// <inheritdoc/>
    internal override string BatchFile(IReadOnlyList<(string Key, JsonObject Body)> requests) =>
        "{\"requests\":[\n" + string.Join(",\n",
            requests.Select(request =>
            new JsonObject { ["custom_id"] = request.Key, ["params"] = request.Body.DeepClone() }.ToJsonString())) + "\n]}\n";

    /// <inheritdoc/>
    internal override (JsonNode? Body, string? Failure) BatchResult(JsonObject line)
    {
        var type = ReplyJson.Text(ReplyJson.Field(line["result"], "type"));
        return type == "succeeded" && ReplyJson.Field(line["result"], "message") is { } message ? (message, null)
            : (null, type == "errored" ? $"errored: {FaultReader.Words(ReplyJson.Field(line["result"], "error")?.ToJsonString() ?? "")}"
                : type.Length > 0 ? type : "no result");
    }

    /// <inheritdoc/>
    internal override void AddHeaders(HttpRequestMessage request, ApiKey key)
    {
        key.AddTo(request, "x-api-key", "");
        request.Headers.TryAddWithoutValidation("anthropic-version", Version);
    }

    private static ReplyFinish Finish(string? word) => word switch
    {
        "end_turn" or "stop_sequence" => ReplyFinish.Complete,
        "max_tokens" or "model_context_window_exceeded" => ReplyFinish.Length,
        "refusal" => ReplyFinish.Refused,
        _ => ReplyFinish.Unknown,
    };

    /// <summary>Anthropic's input leaves out what its cache read and wrote: the prompt is the sum.</summary>
    private static OracleUsage? Usage(JsonNode? usage)
    {
        if (ReplyJson.Count(ReplyJson.Field(usage, "input_tokens")) is not { } input
            || ReplyJson.Count(ReplyJson.Field(usage, "output_tokens")) is not { } output)
        {
            return null;
        }

        var read = ReplyJson.Count(usage!["cache_read_input_tokens"]) ?? 0;
        var written = ReplyJson.Count(usage["cache_creation_input_tokens"]) ?? 0;
        return new(input + read + written, read, output, ReplyJson.Count(ReplyJson.Field(usage["output_tokens_details"], "thinking_tokens")) ?? 0,
            null);
    }

    /// <summary>The blocks of a message; the vendor's cache keeps the prompt up to the end of all but the last.</summary>
    private static JsonNode Blocks(IReadOnlyList<string> texts)
    {
        var blocks = new JsonArray();
        foreach (var (i, text) in texts.Index())
        {
            var block = new JsonObject { ["type"] = "text", ["text"] = text };
            if (i + 1 < texts.Count)
            {
                block["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
            }

            blocks.Add(block);
        }

        return blocks;
    }

    private static void Add(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }
}
