namespace Intervene.Completions;

/// <summary>A completer that is loaded when it is first asked; nothing is loaded where nobody asks.</summary>
/// <param name="weightVersion">Names the weights.</param>
/// <param name="load">Loads it, once.</param>
public sealed class LazyCompleter(string weightVersion, Func<ICompleter> load) : ICompleter
{
    private readonly Lazy<ICompleter> _loaded = new(load);

    /// <inheritdoc/>
    public string WeightVersion => weightVersion;

    /// <inheritdoc/>
    public IAsyncEnumerable<SampledCompletion> CompleteAsync(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation) =>
        _loaded.Value.CompleteAsync(requests, cancellation);
}
