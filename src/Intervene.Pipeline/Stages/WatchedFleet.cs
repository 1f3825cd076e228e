using System.Runtime.CompilerServices;
using Intervene.Completions;

namespace Intervene.Pipeline.Stages;

/// <summary>A stage's servers for whoever does not show them the completions.</summary>
/// <param name="fleet">The servers.</param>
/// <param name="seen">Called with every completion.</param>
internal sealed class WatchedFleet(StageFleet fleet, Action<CompletionRequest, Completion> seen) : ICompleter
{
    /// <inheritdoc/>
    public string WeightVersion => fleet.Completer.WeightVersion;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SampledCompletion> CompleteAsync(
        IReadOnlyList<CompletionRequest> requests, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var sampled in fleet.Completer.CompleteAsync(requests, cancellation).ConfigureAwait(false))
        {
            seen(requests[sampled.Request], sampled.Completion);
            yield return sampled;
        }
    }
}
