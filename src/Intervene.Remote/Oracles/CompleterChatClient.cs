using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Remote.Chat;
using Intervene.Remote.Transport;
using Intervene.Text;
using Microsoft.Extensions.AI;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Intervene.Remote.Oracles;

/// <summary>
/// The policy itself as <see cref="IChatClient"/>: a completer behind the model's own chat template. Equal conversations are sampled once; what a
/// sample draws depends on the seed, the conversation and the sample's index alone.
/// </summary>
/// <param name="policy">The policy; whoever loaded it lets it go.</param>
/// <param name="sampling">The distribution.</param>
public sealed class CompleterChatClient(OraclePolicy policy, SamplingOptions sampling) : IChatClient
{
    private readonly ConcurrentDictionary<(string, int), Lazy<Task<ChatReply>>> _asked = new();

    /// <inheritdoc/>
    /// <exception cref="ServerFault">The conversation does not fit into the context.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var conversation = messages.Select(message => new Text.ChatMessage(message.Role.Value, message.Text)).ToArray();
        var prompt = policy.Template?.Render(conversation, new ChatTemplateOptions { AddGenerationPrompt = true }) ?? string.Join("\n\n",
            conversation.Select(message => message.Fields["content"])) + "\n\n";
        var sample = (options as SampledChatOptions)?.Sample ?? 0;
        var asked = _asked.GetOrAdd((prompt, sample), _ => new(() => SampleAsync(prompt, sample, cancellationToken)));
        return (await asked.Value.ConfigureAwait(false)).ToResponse();
    }

    /// <summary>The reply's parts, once it is whole.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Nothing to let go.</summary>
    public void Dispose()
    {
    }

    private async Task<ChatReply> SampleAsync(string prompt, int sample, CancellationToken cancellation)
    {
        var ids = policy.Template is null ? policy.Tokenizer.EncodePlain(prompt) : policy.Tokenizer.Encode(prompt);
        if (ids.Length + 1 >= policy.ContextLength)
        {
            throw new ServerFault(FaultKind.BadRequest,
                $"the prompt has {ids.Length} tokens, more than the context of {policy.ContextLength} has room for.")
            { Status = 413 };
        }

        var request = new CompletionRequest
        {
            PromptIds = ids,
            Key = RandomKey.Of(policy.Seed, "propose/self", prompt),
            FirstSample = sample,
            SampleCount = 1,
            Sampling = sampling with { MaxTokens = Math.Min(sampling.MaxTokens, policy.ContextLength - ids.Length) },
        };
        await foreach (var (_, completion) in policy.Completer.CompleteAsync([request], cancellation).ConfigureAwait(false))
        {
            var text = policy.Tokenizer.Decode(completion.TokenIds, skipSpecialTokens: true);
            return new()
            {
                Text = text,
                Raw = text,
                Model = policy.Completer.WeightVersion,
                Finish = completion.FinishReason == FinishReason.Stop ? ReplyFinish.Complete : ReplyFinish.Length,
                FinishWord = completion.FinishReason.ToString(),
                Usage = new OracleUsage(ids.Length, 0, completion.TokenIds.Length, 0, 0),
            };
        }

        throw new ServerFault(FaultKind.Unreadable, "the sampler gave no completion.");
    }
}
