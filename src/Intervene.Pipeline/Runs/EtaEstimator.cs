namespace Intervene.Pipeline.Runs;

/// <summary>Estimates the time that is left from the speed over the last while, so that work of earlier processes does not flatter it.</summary>
/// <param name="window">The while that the speed is taken over; one minute if null.</param>
public sealed class EtaEstimator(TimeSpan? window = null)
{
    private readonly TimeSpan _window = window ?? TimeSpan.FromMinutes(1);
    private readonly Queue<(TimeSpan Elapsed, long Done)> _seen = [];

    /// <summary>Takes a reading.</summary>
    /// <param name="elapsed">Time since the process started the stage; never less than in the last reading.</param>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all.</param>
    /// <returns>The time left, or null while nothing tells the speed.</returns>
    public TimeSpan? Observe(TimeSpan elapsed, long done, long total)
    {
        _seen.Enqueue((elapsed, done));
        while (_seen.Count > 2 && elapsed - _seen.ElementAt(1).Elapsed >= _window)
        {
            _seen.Dequeue();
        }

        if (done >= total)
        {
            return TimeSpan.Zero;
        }

        var first = _seen.Peek();
        var gained = done - first.Done;
        return gained > 0 && elapsed > first.Elapsed ? (elapsed - first.Elapsed) * ((double)(total - done) / gained) : null;
    }
}
