using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Intervene.Completions;

namespace Intervene.Serving.Models;

/// <summary>Samples the completions of a request.</summary>
/// <param name="model">The model.</param>
/// <param name="request">The request.</param>
/// <param name="seed">The seed of its random numbers.</param>
internal sealed class Generation(ServedModel model, SamplingRequest request, long seed)
{
    /// <summary>Gives every token of every completion as it is sampled. Leaving the loop, or cancelling, frees the rows of what is left.</summary>
    public IAsyncEnumerable<Choice> StreamAsync(CancellationToken cancellation) =>
        request.Prompts.Count == 1 ? TokensAsync(0, cancellation) : MergedAsync(cancellation);

    /// <summary>Gives every completion whole, in the order of their indices.</summary>
    public async Task<Choice[]> CompleteAsync(CancellationToken cancellation)
    {
        var count = request.Prompts.Count * request.SampleCount;
        if (request.Tokens.IsEmpty)
        {
            var whole = new Choice[count]; // nobody waits for single tokens: none wakes a thread
            CompletionRequest[] requests = [.. Enumerable.Range(0, request.Prompts.Count).Select(RequestOf)];
            await foreach (var (prompt, completion) in model.CompleteAsync(requests, cancellation).ConfigureAwait(false))
            {
                var choice = WholeOf((prompt * request.SampleCount) + completion.Sample, completion);
                whole[choice.Index] = choice;
            }

            return whole;
        }

        var parts = new List<Choice>[count];
        await foreach (var choice in StreamAsync(cancellation).ConfigureAwait(false))
        {
            (parts[choice.Index] ??= []).Add(choice);
        }

        return [.. parts.Select(Join)];
    }

    private static Choice Join(List<Choice> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Text);
        }

        return parts[^1] with
        {
            Text = text.ToString(),
            Tokens = [.. parts.Select(part => part.Tokens[0])],
            LogProbs = [.. parts.Select(part => part.LogProbs[0])],
            Alternatives = [.. parts.SelectMany(part => part.Alternatives)],
        };
    }

    private CompletionRequest RequestOf(int prompt) => new()
    {
        PromptIds = request.Prompts[prompt],
        Key = RandomKey.Of(seed, "generate", ""), // as `intervene generate` draws: the same seed gives the same tokens
        SampleCount = request.SampleCount,
        Sampling = request.Sampling,
    };

    private Choice WholeOf(int index, Completion completion)
    {
        var text = new StringBuilder();
        var parts = new ChoiceText(model.Tokenizer, request);
        for (var i = 0; i < completion.TokenIds.Length; i++)
        {
            text.Append(parts.Append(completion.TokenIds[i], i == completion.TokenIds.Length - 1));
        }

        return new Choice(
            index, text.ToString(), completion.TokenIds, completion.SamplerLogProbs, completion.FinishReason, parts.StopText);
    }

    /// <summary>The tokens of several prompts, as they come.</summary>
    private async IAsyncEnumerable<Choice> MergedAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var choices = Channel.CreateUnbounded<Choice>(new UnboundedChannelOptions { SingleReader = true });
        var sampling = Task.WhenAll(Enumerable.Range(0, request.Prompts.Count).Select(async prompt =>
        {
            await foreach (var choice in TokensAsync(prompt, left.Token).ConfigureAwait(false))
            {
                choices.Writer.TryWrite(choice);
            }
        }));
        var ending = sampling.ContinueWith(
            done => choices.Writer.TryComplete(
                done.IsCanceled ? new OperationCanceledException(cancellation) : done.Exception?.InnerException), TaskScheduler.Default);
        try
        {
            await foreach (var choice in choices.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return choice;
            }
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await ending.ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<Choice> TokensAsync(int prompt, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var texts = Enumerable.Range(0, request.SampleCount).Select(_ => new ChoiceText(model.Tokenizer, request)).ToArray();
        var sampled = model.StreamAsync(RequestOf(prompt), request.Tokens, cancellation);
        await foreach (var token in sampled.ConfigureAwait(false))
        {
            var text = texts[token.Sample].Append(token.Token, token.Finish is not null);
            yield return new Choice(
                (prompt * request.SampleCount) + token.Sample, text, [token.Token], [token.LogProb], token.Finish, texts[token.Sample].StopText)
            {
                Alternatives = request.Tokens.Alternatives > 0 ? [token.Alternatives] : [],
            };
        }
    }
}
