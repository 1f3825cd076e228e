using Intervene.Completions;

namespace Intervene.Learning;

/// <summary>A graded completion of a training step.</summary>
public sealed record RlRollout
{
    /// <summary>The problem.</summary>
    public required RlProblem Problem { get; init; }

    /// <summary>The group's number within the step.</summary>
    public required int Group { get; init; }

    /// <summary>What was sampled.</summary>
    public required Completion Completion { get; init; }

    /// <summary>The verifier's reward.</summary>
    public required double Score { get; init; }

    /// <summary>The reward that the advantage is made of: the score, or what the truncation policy makes of it.</summary>
    public required double Reward { get; init; }

    /// <summary>The verifier's outcome.</summary>
    public required string Verdict { get; init; }

    /// <summary>The weights that sampled it.</summary>
    public required string WeightVersion { get; init; }

    /// <summary>Whether its tokens have no loss, because it was cut off and <c>truncated</c> is <c>mask</c>.</summary>
    public required bool Masked { get; init; }

    /// <summary>Whether it ended at a limit instead of a stop token.</summary>
    public bool Truncated => Completion.FinishReason != FinishReason.Stop;
}
