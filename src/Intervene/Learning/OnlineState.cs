namespace Intervene.Learning;

/// <summary>Where asking oracles stands while reinforcement learning goes on: a checkpoint has it.</summary>
public sealed record OnlineState
{
    /// <summary>Groups in a row without reward, by problem, since it was last asked about.</summary>
    public IReadOnlyDictionary<string, int> Waiting { get; init; } = new Dictionary<string, int>();

    /// <summary>How often each problem was asked about.</summary>
    public IReadOnlyDictionary<string, int> Asked { get; init; } = new Dictionary<string, int>();

    /// <summary>Calls of oracles so far.</summary>
    public int Calls { get; init; }

    /// <summary>The interventions accepted so far, in their order.</summary>
    public IReadOnlyList<OnlineIntervention> Accepted { get; init; } = [];
}
