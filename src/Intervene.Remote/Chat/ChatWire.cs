using System.Text.Json.Nodes;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Chat;

/// <summary>A protocol: how a conversation becomes a request's body, and a body becomes a reply.</summary>
public abstract class ChatWire
{
    /// <summary>The path of the call below the endpoint.</summary>
    public abstract string Call { get; }

    /// <summary>The fields of a body that the server may not know: what is left out, or renamed, when it refuses one by name.</summary>
    internal abstract IReadOnlyList<string> Optional { get; }

    /// <summary>Writes a request's body: what cannot be sent is refused, never dropped.</summary>
    /// <param name="messages">The conversation. A message of several texts has its shared part first.</param>
    /// <param name="options">
    /// The model, the sampling, and in <see cref="ChatOptions.AdditionalProperties"/> further fields as the user wrote them.
    /// </param>
    /// <exception cref="InterveneException">Something cannot be sent over this protocol.</exception>
    public abstract JsonObject Body(IEnumerable<ChatMessage> messages, ChatOptions options);

    /// <summary>Reads an answer, streamed or not.</summary>
    /// <exception cref="ServerFault">It holds an error, breaks off, or is of another schema.</exception>
    public abstract ChatReply Read(ServerReply reply);

    /// <summary>A batch file with requests, as the vendor takes it.</summary>
    internal abstract string BatchFile(IReadOnlyList<(string Key, JsonObject Body)> requests);

    /// <summary>The name's ending of a batch file.</summary>
    internal abstract string BatchFileEnding { get; }

    /// <summary>The most requests and bytes of a batch file.</summary>
    internal abstract (int Requests, long Bytes) BatchLimits { get; }

    /// <summary>What a line of a batch's results says: a reply's body, or why there is none.</summary>
    internal abstract (JsonNode? Body, string? Failure) BatchResult(JsonObject line);

    /// <summary>Adds the protocol's headers.</summary>
    internal abstract void AddHeaders(HttpRequestMessage request, ApiKey key);

    /// <summary>Refuses what neither protocol carries here.</summary>
    private protected static void RefuseUnsent(ChatOptions options, params ReadOnlySpan<(string Name, bool Given)> more)
    {
        foreach (var (name, given) in (ReadOnlySpan<(string, bool)>)[("tools", options.Tools is { Count: > 0 }),
            ("response_format", options.ResponseFormat is not null and not ChatResponseFormatText), .. more])
        {
            if (given)
            {
                throw new InterveneException(
                    $"{name} cannot be sent to this server by this program; leave it out, or write the field that the server knows under body.");
            }
        }
    }

    /// <summary>The texts of a message.</summary>
    private protected static IReadOnlyList<string> Texts(ChatMessage message) =>
        [.. message.Contents.Where(content => content is not TextReasoningContent).Select(content =>
            content is TextContent text ? text.Text
                : throw new InterveneException($"A message holds {content.GetType().Name}, expected text: nothing else is sent."))];

    /// <summary>Adds the user's own fields, which stand over ours.</summary>
    private protected static JsonObject WithFields(JsonObject body, ChatOptions options)
    {
        foreach (var (name, value) in options.AdditionalProperties ?? [])
        {
            body[name] = value switch
            {
                null => null,
                JsonNode node => node.DeepClone(),
                _ => System.Text.Json.JsonSerializer.SerializeToNode(value),
            };
        }

        return body;
    }

    /// <summary>A number as JSON shows it, e.g. 0.7: the shortest that reads back as the same single.</summary>
    private protected static JsonNode? Number(float? value) =>
        value is { } number
            ? JsonValue.Create(decimal.Parse(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture)) : null;
}
