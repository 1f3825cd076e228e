using System.Text.Json.Nodes;
using Intervene.Interventions;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Chat;

/// <summary>
/// OpenAI's chat completions as OpenAI, Gemini, OpenRouter, DeepSeek, vLLM, SGLang and llama.cpp speak them: fields of any type are read, unknown
/// finish reasons keep their text, reasoning is kept under each of its names.
/// </summary>
public sealed class OpenAiWire : ChatWire
{
    /// <inheritdoc/>
    public override string Call => "chat/completions";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Optional { get; } = ["max_tokens", "max_completion_tokens", "temperature", "top_p", "top_k", "min_p",
        "seed", "response_format", "stream_options"];

    /// <inheritdoc/>
    public override JsonObject Body(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        RefuseUnsent(options);
        var body = new JsonObject
        {
            ["model"] = options.ModelId,
            ["messages"] = new JsonArray([.. messages.Select(message =>
                new JsonObject { ["role"] = message.Role.Value, ["content"] = string.Concat(Texts(message)) })]),
        };
        Add(body, "max_tokens", options.MaxOutputTokens);
        Add(body, "temperature", Number(options.Temperature));
        Add(body, "top_p", Number(options.TopP));
        Add(body, "top_k", options.TopK);
        Add(body, "frequency_penalty", Number(options.FrequencyPenalty));
        Add(body, "presence_penalty", Number(options.PresencePenalty));
        Add(body, "seed", options.Seed);
        Add(body, "stop", options.StopSequences is { Count: > 0 } stops ? new JsonArray([.. stops.Select(stop => JsonValue.Create(stop))]) : null);
        return WithFields(body, options);
    }

    /// <inheritdoc/>
    public override ChatReply Read(ServerReply reply)
    {
        var body = ServerEvents.Looks(reply) ? OpenAiStream.Fold(reply) : ReplyJson.Object(reply);
        ReplyJson.RefuseError(reply, body);
        if (body["choices"] is not JsonArray { Count: > 0 } choices || choices[0] is not JsonObject choice)
        {
            throw new ServerFault(FaultKind.Unreadable,
                $"{reply.Host} answered 200 without a choice: {FaultReader.Words(body.ToJsonString())}")
            { Status = 200, Body = reply.Text };
        }

        ReplyJson.RefuseError(reply, choice);
        var message = choice["message"] as JsonObject ?? choice["delta"] as JsonObject ?? [];
        var word = Word(choice["finish_reason"]);
        var refusal = Word(message["refusal"]);
        var text = ReplyJson.Text(message["content"], "text", "output_text");
        return new()
        {
            Text = text.Length > 0 ? text : ReplyJson.Text(choice["text"]),
            Reasoning = Reasoning(message),
            Finish = refusal is not null ? ReplyFinish.Refused : Finish(word),
            FinishWord = Word(choice["native_finish_reason"]) is { } native && word is null or "error" ? native : word,
            Refusal = refusal,
            Usage = Usage(body["usage"]),
            Model = ReplyJson.Text(body["model"]),
            Raw = ReplyJson.Write(body),
        };
    }

    /// <inheritdoc/>
    internal override string BatchFileEnding => ".jsonl";

    /// <inheritdoc/>
    internal override (int Requests, long Bytes) BatchLimits => (50_000, 200_000_000);

    /// <inheritdoc/>
    internal override string BatchFile(IReadOnlyList<(string Key, JsonObject Body)> requests) => string.Concat(requests.Select(request =>
        new JsonObject
        {
            ["custom_id"] = request.Key,
            ["method"] = "POST",
            ["url"] = "/v1/chat/completions",
            ["body"] = request.Body.DeepClone()
        }.ToJsonString() + "\n"));

    /// <inheritdoc/>
    internal override (JsonNode? Body, string? Failure) BatchResult(JsonObject line)
    {
        var body = ReplyJson.Field(line["response"], "body");
        var status = ReplyJson.Count(ReplyJson.Field(line["response"], "status_code")) ?? (body is null ? 0 : 200);
        return status == 200 && body is not null ? (body, null)
            : (null, ReplyJson.Text(ReplyJson.Field(line["error"], "code")) is { Length: > 0 } code ? code
                : $"status {status}: {FaultReader.Words((body ?? line["error"])?.ToJsonString() ?? "")}");
    }

    /// <inheritdoc/>
    internal override void AddHeaders(HttpRequestMessage request, ApiKey key) => key.AddTo(request, "Authorization", "Bearer ");

    /// <summary>The reasoning under the first of its names that a message uses.</summary>
    internal static string Reasoning(JsonObject message)
    {
        foreach (var name in (ReadOnlySpan<string>)["reasoning_content", "reasoning", "reasoning_details", "thinking"])
        {
            if (ReplyJson.Text(message[name]) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return message["content"] is JsonArray parts ? ReplyJson.Text(parts, "thinking", "reasoning") : "";
    }

    private static ReplyFinish Finish(string? word) => word switch
    {
        "stop" or "end_turn" or "eos" or "eos_token" or "stop_sequence" => ReplyFinish.Complete,
        "length" or "max_tokens" or "model_length" or "max_output_tokens" => ReplyFinish.Length,
        "content_filter" or "refusal" or "safety" or "SAFETY" or "RECITATION" or "recitation" => ReplyFinish.Refused,
        "error" or "abort" or "insufficient_system_resource" => ReplyFinish.Failed,
        _ => ReplyFinish.Unknown,
    };

    private static OracleUsage? Usage(JsonNode? usage)
    {
        if (usage is not JsonObject || ReplyJson.Count(usage["prompt_tokens"]) is not { } input
            || ReplyJson.Count(usage["completion_tokens"]) is not { } output)
        {
            return null;
        }

        var cached = ReplyJson.Count(ReplyJson.Field(usage["prompt_tokens_details"],
            "cached_tokens")) ?? ReplyJson.Count(usage["prompt_cache_hit_tokens"]) ?? 0;
        var reasoning = ReplyJson.Count(ReplyJson.Field(usage["completion_tokens_details"],
            "reasoning_tokens")) ?? ReplyJson.Count(usage["reasoning_tokens"]) ?? 0;
        var dollars = usage["cost"] is JsonValue cost
            && decimal.TryParse(cost.ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture,
                out var price) && price >= 0 ? price : (decimal?)null;
        return new(input, Math.Min(cached, input), output, reasoning, dollars);
    }

    private static string? Word(JsonNode? node) => ReplyJson.Text(node) is { Length: > 0 } text ? text : null;

    private static void Add(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }
}
