namespace Intervene.Reports.Content;

/// <summary>A rollout for reading, drawn at a quantile of its set's rewards.</summary>
public sealed record RolloutSample
{
    /// <summary>Whose rollout it is, e.g. <c>InT, after RL</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>The quantile of the reward that it stands for, 0 … 1.</summary>
    public required double Quantile { get; init; }

    /// <summary>Its reward.</summary>
    public required double Reward { get; init; }

    /// <summary>The problem's id.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The rollout's text.</summary>
    public required string Text { get; init; }

    /// <summary>The verifier's outcome.</summary>
    public required string Verdict { get; init; }

    /// <summary>Its length in tokens.</summary>
    public required int Tokens { get; init; }
}
