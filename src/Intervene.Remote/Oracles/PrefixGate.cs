using System.Collections.Concurrent;

namespace Intervene.Remote.Oracles;

/// <summary>Sends the first request of a shared prompt alone and the rest after it, so that they find the prompt in the vendor's cache.</summary>
internal sealed class PrefixGate
{
    private readonly ConcurrentDictionary<string, Task> _first = new(StringComparer.Ordinal);

    /// <summary>Asks at once when it is the first with this prefix, else once the first has its reply or its failure.</summary>
    public async Task<T> RunAsync<T>(string prefix, Func<Task<T>> ask, CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _first.GetOrAdd(prefix, mine.Task);
        try
        {
            if (first != mine.Task)
            {
                await first.WaitAsync(cancellation).ConfigureAwait(false);
            }

            return await ask().ConfigureAwait(false);
        }
        finally
        {
            mine.TrySetResult();
        }
    }
}
