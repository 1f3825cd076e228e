namespace Intervene.Completions;

/// <summary>Ways to await a completer.</summary>
public static class CompleterExtensions
{
    /// <summary>
    /// Waits for every completion and gives one group a request, in the order of the requests, samples in the order of their indices.
    /// </summary>
    /// <param name="completer">The completer.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="cancellation">Ends the work between two tokens.</param>
    /// <exception cref="InterveneException">The completer broke its contract: a completion is missing, doubled or nobody's.</exception>
    public static async Task<IReadOnlyList<CompletionGroup>> CompleteAllAsync(
        this ICompleter completer, IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation)
    {
        var found = requests.Select(request => new Completion?[request.SampleCount]).ToArray();
        await foreach (var (request, completion) in completer.CompleteAsync(requests, cancellation).ConfigureAwait(false))
        {
            var sample = request >= 0 && request < requests.Count ? completion.Sample - requests[request].FirstSample : -1;
            if (sample < 0 || sample >= found[request].Length || found[request][sample] is not null)
            {
                throw new InterveneException(
                    $"The completer gave sample {completion.Sample} of request {request + 1} of {requests.Count}, which nobody asked for or which it had given before.");
            }

            found[request][sample] = completion;
        }

        return [.. requests.Select((request, i) => Array.IndexOf(found[i], null) is >= 0 and var missing
            ? throw new InterveneException(
                $"The completer ended without sample {request.FirstSample + missing} of request {i + 1} of {requests.Count}. A group is never averaged over fewer.")
            : new CompletionGroup(request, found[i]!))];
    }
}
