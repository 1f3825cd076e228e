using Intervene.Completions;
using Intervene.Learning;

namespace Intervene.Pipeline.Engines;

/// <summary>Asks oracles about problems that stay without reward, between two steps of reinforcement learning.</summary>
/// <param name="Oracles">How many oracles each attempt is asked of.</param>
/// <param name="Ask">Asks after a step with the policy's present weights; gives the calls in the order of the problems.</param>
public sealed record OnlineAsking(
    int Oracles, Func<int, IReadOnlyList<OnlineCase>, ICompleter, CancellationToken, IReadOnlyList<OnlineRecord>> Ask);
