namespace Intervene.Completions;

/// <summary>Tokens in, tokens out: the local engine, a fleet of servers, or a scripted fake.</summary>
public interface ICompleter
{
    /// <summary>Names the weights that sample, e.g. a hash or <c>update-12</c>; stands on every rollout.</summary>
    string WeightVersion { get; }

    /// <summary>Samples every request and gives each completion as it ends, in any order.</summary>
    /// <param name="requests">The requests; those given together may be batched together.</param>
    /// <param name="cancellation">Ends the work between two tokens.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    IAsyncEnumerable<SampledCompletion> CompleteAsync(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation);
}
