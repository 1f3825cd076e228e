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
    public async IAsyncEnumerable<Choice> StreamAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var choices = Channel.CreateUnbounded<Choice>(new UnboundedChannelOptions { SingleReader = true });
        var sampling = Task.WhenAll(Enumerable.Range(0, request.Prompts.Count).Select(prompt => SampleAsync(prompt, choices.Writer, left.Token)));
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

    /// <summary>Gives every completion whole, in the order of their indices.</summary>
    public async Task<Choice[]> CompleteAsync(CancellationToken cancellation)
    {
        var parts = new List<Choice>[request.Prompts.Count * request.SampleCount];
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
            LogProbs = [.. parts.Select(part => part.LogProbs[0])]
        };
    }

    private async Task SampleAsync(int prompt, ChannelWriter<Choice> choices, CancellationToken cancellation)
    {
        var texts = Enumerable.Range(0, request.SampleCount).Select(_ => new ChoiceText(model.Tokenizer, request)).ToArray();
        var sampled = model.StreamAsync(
            new CompletionRequest
            {
                PromptIds = request.Prompts[prompt],
                Key = RandomKey.Of(seed, "generate", ""), // as `intervene generate` draws: the same seed gives the same tokens
                SampleCount = request.SampleCount,
                Sampling = request.Sampling,
            },
            cancellation);
        await foreach (var token in sampled.ConfigureAwait(false))
        {
            var text = texts[token.Sample].Append(token.Token, token.Finish is not null);
            choices.TryWrite(new Choice(
                (prompt * request.SampleCount) + token.Sample, text, [token.Token], [token.LogProb], token.Finish, texts[token.Sample].StopText));
        }
    }
}
