using Intervene.Filtering;

namespace Intervene.Reports.Content;

/// <summary>A row of the control-arm table (paper, Tables 1 and 6): success of the untrained policy under one conditioning.</summary>
public sealed record ControlRow
{
    /// <summary>What rollouts are conditioned on.</summary>
    public required GuidedArm Arm { get; init; }

    /// <summary>Problems sampled.</summary>
    public required int Problems { get; init; }

    /// <summary>Problems with at least one correct rollout (the paper's <c>nonzero acc.</c>).</summary>
    public required int Solved { get; init; }

    /// <summary>Rollouts sampled, all problems together.</summary>
    public required long Rollouts { get; init; }

    /// <summary>The share of correct rollouts, 0 … 1, with its interval over problems.</summary>
    public required Estimate Accuracy { get; init; }
}
