using Intervene.Interventions;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Filtering;

/// <summary>What a funnel is counted from; the streams are read once and not held.</summary>
public sealed record FunnelSources
{
    /// <summary>The problems by id.</summary>
    public required IReadOnlyDictionary<string, Problem> Problems { get; init; }

    /// <summary>The rollouts that were offered to the oracles.</summary>
    public required IEnumerable<Rollout> Rollouts { get; init; }

    /// <summary>What the oracles replied.</summary>
    public required IEnumerable<RecordedReply> Replies { get; init; }

    /// <summary>What was made of that.</summary>
    public required IEnumerable<Proposal> Proposals { get; init; }

    /// <summary>What became of the interventions that were sampled from.</summary>
    public required IReadOnlyList<InterventionOutcome> Outcomes { get; init; }

    /// <summary>Where success falls around the locations of each oracle, where that was asked.</summary>
    public IReadOnlyList<OracleLocations> Locations { get; init; } = [];

    /// <summary>Right continuations that an intervention needs to be kept.</summary>
    public int MinCorrect { get; init; } = 1;

    /// <summary>Interventions kept of one rollout, at most.</summary>
    public int PerAttempt { get; init; } = 1;

    /// <summary>The seed of the bootstrap.</summary>
    public required long Seed { get; init; }
}
