using System.Threading.Channels;
using Intervene.Completions;
using Intervene.Torch.Models;

namespace Intervene.Torch.Generation;

/// <summary>
/// The local engine: samples completions with a model's current weights. The completions of a request share its prompt's keys and values; rows that
/// end leave the batch and waiting samples take their places, in the order of the requests. The same list of requests gives the same tokens and
/// log-probs, bit for bit at the same number of threads.
/// </summary>
/// <param name="model">The model; its weights are read anew at every call of <see cref="Complete"/>.</param>
/// <param name="weightVersion">Names those weights.</param>
/// <param name="options">How much is decoded together.</param>
public sealed class TorchCompleter(CausalLanguageModel model, string weightVersion, TorchCompleterOptions? options = null) : ICompleter
{
    private readonly TorchCompleterOptions _options = options ?? new TorchCompleterOptions();

    /// <inheritdoc/>
    public string WeightVersion { get; set; } = weightVersion;

    /// <inheritdoc/>
    /// <exception cref="InterveneException">A prompt is empty, leaves no room in the context or has a token outside the vocabulary.</exception>
    public IAsyncEnumerable<SampledCompletion> CompleteAsync(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation)
    {
        Check(requests);
        var ended = Channel.CreateUnbounded<SampledCompletion>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        _ = Task.Factory.StartNew(() => Write(requests, ended.Writer, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return ended.Reader.ReadAllAsync(CancellationToken.None);
    }

    /// <summary>Samples every request and yields one group a request, in their order, as soon as it and those before it are done.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="cancellation">Ends the work between two tokens.</param>
    /// <exception cref="InterveneException">A prompt is empty, leaves no room in the context or has a token outside the vocabulary.</exception>
    public IEnumerable<CompletionGroup> Complete(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation)
    {
        Check(requests);
        return requests.Count == 0 ? [] : Run(requests, cancellation);
    }

    private void Write(IReadOnlyList<CompletionRequest> requests, ChannelWriter<SampledCompletion> ended, CancellationToken cancellation)
    {
        try
        {
            foreach (var (request, group) in Complete(requests, cancellation).Index())
            {
                foreach (var completion in group.Completions)
                {
                    ended.TryWrite(new SampledCompletion(request, completion));
                }
            }

            ended.Complete();
        }
        catch (Exception fault)
        {
            ended.Complete(fault);
        }
    }

    private IEnumerable<CompletionGroup> Run(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation)
    {
        using var batch = new DecodingBatch(model, requests, _options);
        var next = 0;
        while (next < requests.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Admit();
            batch.Step();
            while (next < requests.Count && batch.Finished(next) is { } completions)
            {
                yield return new CompletionGroup(requests[next], completions);
                next++;
            }
        }
    }

    private void Check(IReadOnlyList<CompletionRequest> requests)
    {
        var config = model.Config;
        for (var i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            var prompt = request.PromptIds;
            if (prompt.Length == 0 || prompt.Length >= config.ContextLength)
            {
                throw new InterveneException(
                    $"Prompt {i + 1} of {requests.Count} has {prompt.Length} tokens; expected 1 to {config.ContextLength - 1}, the model's context less one. Shorten it or use a model with a longer context.");
            }

            if (Array.FindIndex(prompt, id => id < 0 || id >= config.VocabularySize) is >= 0 and var at)
            {
                throw new InterveneException(
                    $"Prompt {i + 1} of {requests.Count} has the token {prompt[at]}; expected 0 to {config.VocabularySize - 1}, the model's vocabulary. The tokenizer does not fit the model.");
            }

            if (request.SampleCount < 1 || request.Sampling.MaxTokens < 1)
            {
                throw new InterveneException($"Request {i + 1} of {requests.Count} asks for {request.SampleCount} samples of at most {request.Sampling.MaxTokens} tokens; expected at least 1 of each.");
            }

            if (request.Sampling.Stop.Count > 0 && _options.TokenBytes is null)
            {
                throw new InterveneException("A stop text needs the bytes of tokens: give the completer TokenBytes.");
            }
        }
    }
}
