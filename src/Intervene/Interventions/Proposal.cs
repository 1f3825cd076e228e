using System.Text.Json.Serialization;

namespace Intervene.Interventions;

/// <summary>
/// A line of <c>04-interventions.jsonl</c>: what an oracle proposed for one rollout, either a <see cref="Correction"/> or a <see cref="Refusal"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Correction), "correction")]
[JsonDerivedType(typeof(Refusal), "refusal")]
public abstract record Proposal
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The rollout's sample index.</summary>
    public required int Sample { get; init; }

    /// <summary>The proposal's number among those of the rollout, 0-based, over all oracles: (problem, sample, number) names it everywhere.</summary>
    public required int Number { get; init; }

    /// <summary>The oracle's name.</summary>
    public required string Oracle { get; init; }

    /// <summary>The 1-based number of the step that the oracle holds to be wrong, where it says so.</summary>
    public int? ErrorLocation { get; init; }

    /// <summary>Its name in every record, stream of random numbers and count.</summary>
    [JsonIgnore]
    public InterventionId Id => new(ProblemId, Sample, Number);
}
