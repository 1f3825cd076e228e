namespace Intervene.Completions;

/// <summary>
/// Tokens in, tokens out: the local engine, an HTTP server or a scripted fake. Synchronous: a completer that waits for a network does so inside.
/// </summary>
public interface ICompleter
{
    /// <summary>Names the weights that sample, e.g. a hash or <c>update-12</c>; stands on every rollout.</summary>
    string WeightVersion { get; }

    /// <summary>Samples every request and yields one group a request, in the order of the requests, as soon as it and those before it are done.</summary>
    /// <param name="requests">The requests; those given together may be batched together.</param>
    /// <param name="cancellation">Ends the work between two tokens.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    IEnumerable<CompletionGroup> Complete(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation);
}
