using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Models;

/// <summary>Lets in as many completions as may run and wait; what comes above is told to come back.</summary>
/// <param name="most">Completions that run or wait, at most.</param>
internal sealed class Admission(int most)
{
    private const int RetrySeconds = 1;
    private int _open;

    /// <summary>Completions that run or wait.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Lets a request in until what is returned is disposed.</summary>
    /// <param name="completions">How many completions it asks for.</param>
    /// <exception cref="RequestFault">There are too many already.</exception>
    public IDisposable Enter(int completions)
    {
        if (Interlocked.Add(ref _open, completions) <= most)
        {
            return new Place(this, completions);
        }

        Interlocked.Add(ref _open, -completions);
        throw completions > most
            ? RequestFault.Bad($"The request asks for {completions} completions: expected at most {most}, what this server lets in at once.", "n")
            : new RequestFault(
                StatusCodes.Status429TooManyRequests, $"The server has {most} completions to do, as many as it lets in at once. Try again "
                    + $"soon.", code: "server_busy")
            { RetryAfter = RetrySeconds };
    }

    private sealed class Place(Admission admission, int completions) : IDisposable
    {
        private int _left = completions;

        public void Dispose() => Interlocked.Add(ref admission._open, -Interlocked.Exchange(ref _left, 0));
    }
}
