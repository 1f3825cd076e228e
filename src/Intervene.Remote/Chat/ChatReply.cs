using Intervene.Interventions;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Chat;

/// <summary>A model's reply with all that the server said of it.</summary>
public sealed record ChatReply
{
    /// <summary>The visible text; empty where the model wrote none.</summary>
    public required string Text { get; init; }

    /// <summary>The reasoning, where the server returns it apart from the text; empty otherwise.</summary>
    public string Reasoning { get; init; } = "";

    /// <summary>Why it ended.</summary>
    public required ReplyFinish Finish { get; init; }

    /// <summary>The server's own word for it; null where it gave none.</summary>
    public string? FinishWord { get; init; }

    /// <summary>The model's refusal in its words; null where there is none.</summary>
    public string? Refusal { get; init; }

    /// <summary>The tokens, and the dollars where the server or the user's prices tell; null where the server does not count.</summary>
    public OracleUsage? Usage { get; init; }

    /// <summary>The model that answered, as the server names it; empty where it does not.</summary>
    public string Model { get; init; } = "";

    /// <summary>The body: JSON as it came, or folded from a stream into the same shape.</summary>
    public required string Raw { get; init; }

    /// <summary>Whether it came from the cache and cost nothing now.</summary>
    public bool FromCache { get; init; }

    /// <summary>What was not as asked: a parameter that the server refused, a reply longer than its budget.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The reply that a client gave, whoever made it.</summary>
    public static ChatReply Of(ChatResponse response) => response.RawRepresentation as ChatReply ?? new()
    {
        Text = response.Text,
        Reasoning = string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>()
            .Select(content => content.Text)),
        Finish = response.FinishReason switch
        {
            { } reason when reason == ChatFinishReason.Stop => ReplyFinish.Complete,
            { } reason when reason == ChatFinishReason.Length => ReplyFinish.Length,
            { } reason when reason == ChatFinishReason.ContentFilter => ReplyFinish.Refused,
            _ => ReplyFinish.Unknown,
        },
        FinishWord = response.FinishReason?.Value,
        Usage = response.Usage is { InputTokenCount: { } input, OutputTokenCount: { } output } usage
            ? new(input, usage.CachedInputTokenCount ?? 0, output, usage.ReasoningTokenCount ?? 0, null)
            : null,
        Model = response.ModelId ?? "",
        Raw = response.Text,
    };

    /// <summary>The reply as <see cref="IChatClient"/> gives it; <see cref="ChatResponse.RawRepresentation"/> is this record.</summary>
    public ChatResponse ToResponse()
    {
        var contents = new List<AIContent>();
        if (Reasoning.Length > 0)
        {
            contents.Add(new TextReasoningContent(Reasoning));
        }

        contents.Add(new TextContent(Text));
        if (Refusal is not null)
        {
            contents.Add(new ErrorContent(Refusal) { ErrorCode = "refusal" });
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = Model,
            RawRepresentation = this,
            FinishReason = Finish switch
            {
                ReplyFinish.Complete => ChatFinishReason.Stop,
                ReplyFinish.Length => ChatFinishReason.Length,
                ReplyFinish.Refused => ChatFinishReason.ContentFilter,
                _ => FinishWord is { Length: > 0 } word ? new ChatFinishReason(word) : null,
            },
            Usage = Usage is null ? null : new UsageDetails
            {
                InputTokenCount = Usage.InputTokens,
                OutputTokenCount = Usage.OutputTokens,
                TotalTokenCount = Usage.InputTokens + Usage.OutputTokens,
                CachedInputTokenCount = Usage.CachedInputTokens,
                ReasoningTokenCount = Usage.ReasoningTokens,
            },
        };
    }
}
