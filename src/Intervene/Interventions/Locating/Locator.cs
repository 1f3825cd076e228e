using System.Runtime.CompilerServices;

namespace Intervene.Interventions.Locating;

/// <summary>Asks oracles where attempts go wrong.</summary>
public static class Locator
{
    private const int MostPending = 32;

    /// <summary>Asks every oracle about every attempt and yields the answers in the order of the attempts, one an oracle.</summary>
    /// <param name="oracles">The oracles.</param>
    /// <param name="attempts">The attempts.</param>
    /// <param name="knownWrong">Whether the oracles may take for granted that every final answer is wrong.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async IAsyncEnumerable<(LabelledAttempt Attempt, IReadOnlyList<LocatedError> Located)> LocateAsync(
        IReadOnlyList<IOracle> oracles, IEnumerable<LabelledAttempt> attempts, bool knownWrong,
            [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var pending = new Queue<(LabelledAttempt Attempt, Task<LocatedError[]> Located)>();
        foreach (var attempt in attempts)
        {
            cancellation.ThrowIfCancellationRequested();
            var question = attempt.Question(knownWrong);
            pending.Enqueue((attempt, Task.WhenAll(oracles.Select(oracle => AskAsync(oracle, question, cancellation)))));
            if (pending.Count == MostPending)
            {
                var (first, located) = pending.Dequeue();
                yield return (first, await located.ConfigureAwait(false));
            }
        }

        while (pending.TryDequeue(out var next))
        {
            yield return (next.Attempt, await next.Located.ConfigureAwait(false));
        }
    }

    private static async Task<LocatedError> AskAsync(IOracle oracle, OracleQuestion question, CancellationToken cancellation) =>
        LocatedError.Of(question.Id, oracle.Name, await oracle.ProposeAsync(question, cancellation).ConfigureAwait(false));
}
