using System.Text.Json.Serialization;
using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>One arm's guided rollouts, counted (paper, Tables 1 and 6).</summary>
public sealed record ArmCounts
{
    /// <summary>What the rollouts are conditioned on.</summary>
    public required GuidedArm Arm { get; init; }

    /// <summary>Problems sampled.</summary>
    public required int Problems { get; init; }

    /// <summary>Problems with at least one correct rollout: the coverage.</summary>
    public required int Solved { get; init; }

    /// <summary>Rollouts sampled.</summary>
    public required int Rollouts { get; init; }

    /// <summary>Correct rollouts.</summary>
    public required int Correct { get; init; }

    /// <summary>The share of correct rollouts.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Wilson's 95 % interval of the accuracy with a problem as one trial: its rollouts are not independent.</summary>
    public required Interval Wilson { get; init; }

    /// <summary>The 95 % interval of the accuracy bootstrapped over problems: rollouts of a problem stay together.</summary>
    public required Interval Bootstrap { get; init; }

    /// <summary>
    /// The interval to report: <see cref="Bootstrap"/> where it has width, else <see cref="Wilson"/>. Where all problems have the same success, all
    /// zero in particular, every resample is the same and the bootstrap says nothing of what further rollouts might show.
    /// </summary>
    [JsonIgnore]
    public Interval Reported => Bootstrap.High > Bootstrap.Low ? Bootstrap : Wilson;
}
