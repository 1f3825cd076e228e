using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Intervene.Completions;
using Intervene.Torch.Devices;
using Intervene.Torch.Models;

namespace Intervene.Torch.Engine;

/// <summary>
/// The local engine: samples completions with a copy of a model's weights that is laid out once for a version. Requests of all callers wait in one
/// queue; the completions of a request share its prompt's keys and values, rows that end leave, and waiting samples take their places in the order of
/// the requests. A request's tokens and log-probs depend on nothing else, bit for bit.
/// </summary>
public sealed class LocalEngine : ICompleter, IDisposable
{
    private readonly CausalLanguageModel _model;
    private readonly LocalEngineOptions _options;
    private readonly DeviceThread _device = DeviceThread.Host;
    private readonly EngineLoop _loop;
    private volatile string _weightVersion;

    /// <summary>Lays out a model's present weights.</summary>
    /// <param name="model">The model, on a CPU.</param>
    /// <param name="weightVersion">Names its weights.</param>
    /// <param name="options">How much is decoded together.</param>
    public LocalEngine(CausalLanguageModel model, string weightVersion, LocalEngineOptions? options = null)
    {
        (_model, _weightVersion, _options) = (model, weightVersion, options ?? new LocalEngineOptions());
        _loop = _device.Run(() => new EngineLoop(model, _options, _device));
    }

    /// <inheritdoc/>
    public string WeightVersion => _weightVersion;

    /// <summary>What the engine has to do, and what room it has.</summary>
    public EngineLoad Load => _loop.Load;

    /// <summary>
    /// Takes over the model's present weights, in the buffers that there are; requests that came before are first finished with the old ones.
    /// </summary>
    /// <param name="weightVersion">Names the weights.</param>
    /// <exception cref="InvalidOperationException">This is the device's own thread, which does the work that this waits for.</exception>
    public void Update(string weightVersion)
    {
        _device.RequireElsewhere();
        _loop.Update(_model).GetAwaiter().GetResult();
        _weightVersion = weightVersion;
    }

    /// <inheritdoc/>
    /// <exception cref="InterveneException">
    /// A prompt is empty, leaves no room in the context or has a token outside the vocabulary; while it works: logits are not finite, or memory runs
    /// out.
    /// </exception>
    public IAsyncEnumerable<SampledCompletion> CompleteAsync(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation)
    {
        RequestCheck.Require(requests, _model.Config, _options.TokenBytes is not null);
        return Complete(requests, cancellation);
    }

    /// <summary>
    /// Samples one request and gives each token as it comes; the last of a sample says why it ends. Leaving the loop cancels what is left.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Ends the work between two tokens and frees its rows and blocks.</param>
    /// <exception cref="InterveneException">As for <see cref="CompleteAsync"/>.</exception>
    public IAsyncEnumerable<SampledToken> StreamAsync(CompletionRequest request, CancellationToken cancellation) =>
        StreamAsync(request, new TokenOptions(), cancellation);

    /// <inheritdoc cref="StreamAsync(CompletionRequest, CancellationToken)"/>
    /// <param name="request">The request.</param>
    /// <param name="options">What is asked of each token beside the token.</param>
    /// <param name="cancellation">Ends the work between two tokens and frees its rows and blocks.</param>
    public IAsyncEnumerable<SampledToken> StreamAsync(CompletionRequest request, TokenOptions options, CancellationToken cancellation)
    {
        RequestCheck.Require([request], _model.Config, _options.TokenBytes is not null);
        options.Require(_model.Config.VocabularySize);
        return Stream(request, options, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Run(() =>
    {
        _loop.Close();
        return true;
    });

    private async IAsyncEnumerable<SampledCompletion> Complete(
        IReadOnlyList<CompletionRequest> requests, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var results = Channel.CreateUnbounded<SampledCompletion>(new UnboundedChannelOptions { SingleReader = true });
        var open = requests.Count;
        for (var i = 0; i < requests.Count; i++)
        {
            var index = i;
            _loop.Submit(new Job(requests[i], $"Request {i + 1} of {requests.Count}, weights {_weightVersion}", left.Token)
            {
                OnCompletion = completion => results.Writer.TryWrite(new SampledCompletion(index, completion)),
                OnEnd = fault =>
                {
                    if (fault is not null || --open == 0)
                    {
                        results.Writer.TryComplete(fault);
                    }
                },
            });
        }

        if (requests.Count == 0)
        {
            results.Writer.Complete();
        }

        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            left.Cancel();
        }
    }

    private async IAsyncEnumerable<SampledToken> Stream(
        CompletionRequest request, TokenOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tokens = Channel.CreateUnbounded<SampledToken>(new UnboundedChannelOptions { SingleReader = true });
        _loop.Submit(new Job(request, $"A request, weights {_weightVersion}", left.Token)
        {
            Options = options.IsEmpty ? null : options,
            OnToken = token => tokens.Writer.TryWrite(token),
            OnEnd = fault => tokens.Writer.TryComplete(fault),
        });
        try
        {
            await foreach (var token in tokens.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return token;
            }
        }
        finally
        {
            left.Cancel();
        }
    }
}
