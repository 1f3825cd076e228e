namespace Intervene.Filtering;

/// <summary>Where success really falls around the steps that an oracle names.</summary>
public sealed record OracleLocations
{
    /// <summary>The oracle.</summary>
    public required string Oracle { get; init; }

    /// <summary>Rollouts looked at.</summary>
    public required int Attempts { get; init; }

    /// <summary>Rollouts by where success falls most.</summary>
    public required IReadOnlyDictionary<LocationVerdict, int> Verdicts { get; init; }

    /// <summary>Success from the places around the step, in the order of the rollout.</summary>
    public required IReadOnlyList<LocationPrefix> Prefixes { get; init; }

    /// <summary>What the step and its neighbours cost, in the order of the rollout.</summary>
    public required IReadOnlyList<LocationFall> Falls { get; init; }
}
