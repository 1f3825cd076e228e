using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>The way of one oracle's proposals through the filter.</summary>
public sealed record OracleFunnel
{
    /// <summary>The oracle.</summary>
    public required string Oracle { get; init; }

    /// <summary>Wrong rollouts that it was asked about.</summary>
    public required int Asked { get; init; }

    /// <summary>Those of them of which it named the step of the first error.</summary>
    public required int Located { get; init; }

    /// <summary>Interventions that it proposed.</summary>
    public required int Proposed { get; init; }

    /// <summary>Interventions among them that state the answer, where <c>propose.leak</c> is <c>report</c>.</summary>
    public required int Leaking { get; init; }

    /// <summary>Refusals by reason, most frequent first.</summary>
    public required IReadOnlyList<RefusalCount> Refusals { get; init; }

    /// <summary>Interventions sampled from.</summary>
    public required int Sampled { get; init; }

    /// <summary>Problems that they are of.</summary>
    public required int Problems { get; init; }

    /// <summary>Interventions with a right continuation.</summary>
    public required int Working { get; init; }

    /// <summary>Right continuations.</summary>
    public required int Correct { get; init; }

    /// <summary>Continuations that have a grade.</summary>
    public required int Tries { get; init; }

    /// <summary>The 95 % interval of the share of right ones, over problems.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Interventions kept beside those of the other oracles.</summary>
    public required int Kept { get; init; }

    /// <summary>Interventions that would be kept if no other oracle had been asked.</summary>
    public required int KeptAlone { get; init; }

    /// <summary>What its replies cost.</summary>
    public required OracleSpending Cost { get; init; }
}
