namespace Intervene.Filtering;

/// <summary>The content of <c>05-funnel.json</c>: how much of the material each sieve left, and what the control arms reach.</summary>
public sealed record Funnel
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 3;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>Rollouts of training problems.</summary>
    public required int Rollouts { get; init; }

    /// <summary>Wrong ones among them.</summary>
    public required int Wrong { get; init; }

    /// <summary>Wrong ones whose problem has a reference solution.</summary>
    public required int WithReference { get; init; }

    /// <summary>Wrong ones that an oracle was asked about.</summary>
    public required int Asked { get; init; }

    /// <summary>Interventions proposed.</summary>
    public required int Proposed { get; init; }

    /// <summary>Interventions among them that state the answer, where <c>propose.leak</c> is <c>report</c>.</summary>
    public required int Leaking { get; init; }

    /// <summary>Refusals by reason, most frequent first.</summary>
    public required IReadOnlyList<RefusalCount> Refusals { get; init; }

    /// <summary>Interventions sampled from, at most filter.tested_per_problem a problem and oracle.</summary>
    public required int Sampled { get; init; }

    /// <summary>Interventions with a right continuation.</summary>
    public required int Working { get; init; }

    /// <summary>Right continuations that an intervention needs to be kept.</summary>
    public required int MinCorrect { get; init; }

    /// <summary>Interventions kept.</summary>
    public required int Kept { get; init; }

    /// <summary>Those of them without a right continuation: there can be some only where <c>filter.min_correct</c> is 0.</summary>
    public required int KeptWithoutSuccess { get; init; }

    /// <summary>Problems with an intervention kept.</summary>
    public required int KeptProblems { get; init; }

    /// <summary>The arms sampled.</summary>
    public required IReadOnlyList<ArmCounts> Arms { get; init; }

    /// <summary>The intervention's lift over each control sampled.</summary>
    public required IReadOnlyList<ArmLift> Lifts { get; init; }

    /// <summary>Each oracle's part, in the order in which they were asked.</summary>
    public required IReadOnlyList<OracleFunnel> Oracles { get; init; }

    /// <summary>How far every two oracles agree on the location.</summary>
    public required IReadOnlyList<OracleAgreement> Agreements { get; init; }

    /// <summary>Where success falls around the locations of each oracle; empty unless <c>filter.validate_location</c>.</summary>
    public required IReadOnlyList<OracleLocations> Locations { get; init; }
}
