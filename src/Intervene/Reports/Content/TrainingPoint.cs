namespace Intervene.Reports.Content;

/// <summary>The numbers of one reinforcement-learning step; NaN stands for what was not measured.</summary>
public sealed record TrainingPoint
{
    /// <summary>The step, from 1; 0 is the state before training.</summary>
    public required int Step { get; init; }

    /// <summary>The batch's mean reward, 0 … 1 (<c>critic/score/mean</c>).</summary>
    public double RewardMean { get; init; } = double.NaN;

    /// <summary>The share of groups whose rewards are all equal, 0 … 1.</summary>
    public double ZeroAdvantageRatio { get; init; } = double.NaN;

    /// <summary>The share of groups whose rollouts are all wrong, 0 … 1: nothing to go by.</summary>
    public double AllWrongRatio { get; init; } = double.NaN;

    /// <summary>The share of groups whose rollouts are all right, 0 … 1: nothing left to learn.</summary>
    public double AllRightRatio { get; init; } = double.NaN;

    /// <summary>The policy's mean entropy a token in nats (<c>actor/entropy</c>).</summary>
    public double Entropy { get; init; } = double.NaN;

    /// <summary>The mean response length in tokens (<c>response_length/mean</c>).</summary>
    public double ResponseLength { get; init; } = double.NaN;
}
