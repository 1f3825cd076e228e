using Intervene.Interventions;
using Intervene.Prompting;
using Intervene.Remote.Chat;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Oracles;

/// <summary>A prompt's conversation with a model: turn after turn, the model's replies standing in their places.</summary>
/// <param name="Last">The last reply; the one that broke off, where an earlier one did.</param>
/// <param name="IsWhole">Whether every turn before the last was complete.</param>
/// <param name="Usage">
/// The tokens of the last turn, and of those before it that were not in the cache, where another attempt has paid them; null where a server did not
/// count one.
/// </param>
public sealed record Conversation(ChatReply Last, bool IsWhole, OracleUsage? Usage)
{
    /// <summary>Holds a conversation.</summary>
    /// <param name="client">The model.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="holes">What stands in its holes.</param>
    /// <param name="options">The sampling.</param>
    /// <param name="sample">The sample's index for the last turn; the turns before it are the same for all samples.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Conversation> HoldAsync(
        IChatClient client, PromptTemplate prompt, PromptHoles holes, ChatOptions options, int sample, CancellationToken cancellation)
    {
        var replies = new List<string>();
        OracleUsage? usage = new(0, 0, 0, 0, 0);
        while (true)
        {
            var last = replies.Count + 1 == prompt.Replies;
            var messages = prompt.Render(holes, replies).Select(Message);
            var reply = ChatReply.Of(await client.GetResponseAsync(messages, Sampled(options, last ? sample : 0), cancellation)
                .ConfigureAwait(false));
            usage = !last && reply.FromCache ? usage : Sum(usage, reply);
            if (last)
            {
                return new(reply, true, usage);
            }

            var text = Reasoning.Without(reply.Text).Trim();
            if (reply.Finish is not (ReplyFinish.Complete or ReplyFinish.Unknown) || text.Length == 0)
            {
                return new(reply, false, usage);
            }

            replies.Add(text);
        }
    }

    /// <summary>Adds usages; unknown and something is unknown.</summary>
    internal static OracleUsage? Sum(OracleUsage? total, ChatReply reply)
    {
        return total is null || reply.Usage is not { } more ? null
            : new(total.InputTokens + more.InputTokens, total.CachedInputTokens + more.CachedInputTokens, total.OutputTokens + more.OutputTokens,
                total.ReasoningTokens + more.ReasoningTokens,
                total.Dollars + more.Dollars);
    }

    private static SampledChatOptions Sampled(ChatOptions options, int sample)
    {
        var sampled = (SampledChatOptions)options.Clone();
        sampled.Sample = sample;
        return sampled;
    }

    private static ChatMessage Message(PromptMessage message) => new(
        new ChatRole(message.Role),
        message.Shared > 0 && message.Shared < message.Text.Length
            ? [new TextContent(message.Text[..message.Shared]), new TextContent(message.Text[message.Shared..])]
            : [new TextContent(message.Text)]);
}
