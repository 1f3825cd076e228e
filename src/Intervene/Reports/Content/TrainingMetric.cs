namespace Intervene.Reports.Content;

/// <summary>The numbers of reinforcement learning that the report draws.</summary>
public enum TrainingMetric
{
    /// <summary>The batch's mean reward.</summary>
    RewardMean,

    /// <summary>The share of groups whose rewards are all equal.</summary>
    ZeroAdvantageRatio,

    /// <summary>The share of groups whose rollouts are all wrong.</summary>
    AllWrongRatio,

    /// <summary>The share of groups whose rollouts are all right.</summary>
    AllRightRatio,

    /// <summary>The policy's mean entropy a token.</summary>
    Entropy,

    /// <summary>The mean response length.</summary>
    ResponseLength,
}
