using Intervene.Options;

namespace Intervene.Learning;

/// <summary>What one training step measured: all that <see cref="RlMetrics"/> makes numbers of.</summary>
public sealed record RlMeasurement
{
    /// <summary>The step's number, 1-based.</summary>
    public required int Step { get; init; }

    /// <summary>Passes over the problems that were whole before it.</summary>
    public required long Epoch { get; init; }

    /// <summary>The run's options.</summary>
    public required RlOptions Options { get; init; }

    /// <summary>What was sampled.</summary>
    public required CollectedRollouts Collected { get; init; }

    /// <summary>The advantages of the batch's rollouts, in their order.</summary>
    public required IReadOnlyList<double> Advantages { get; init; }

    /// <summary>What the updates measured.</summary>
    public required UpdateStatistics Update { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>What asking oracles came to; null where nobody is asked.</summary>
    public OnlineMeasurement? Online { get; init; }

    /// <summary>Updates skipped so far.</summary>
    public required int Skipped { get; init; }

    /// <summary>Seconds of its parts.</summary>
    public required StepTiming Timing { get; init; }

    /// <summary>The batch's rollouts, a group after the other.</summary>
    public IReadOnlyList<RlRollout> Rollouts => Collected.Rollouts;

    /// <summary>The rewards of every group that was sampled.</summary>
    public IReadOnlyList<double[]> Groups =>
        field ??= [.. Rollouts.Concat(Collected.Discarded).GroupBy(r => r.Group).Select(group => group.Select(r => r.Reward).ToArray())];

    /// <summary>The share of groups whose rewards are equal, among those that <paramref name="counts"/> names by their first reward.</summary>
    public double Level(Func<double, bool> counts) =>
        (double)Groups.Count(group => counts(group[0]) && group.All(reward => reward == group[0])) / Groups.Count;

    /// <summary>Tokens of all completions sampled.</summary>
    public double SampledTokens => Rollouts.Concat(Collected.Discarded).Sum(r => (double)r.Completion.TokenIds.Length);

    /// <summary>Prompt and response tokens of the batch.</summary>
    public double Tokens => Rollouts.Sum(r => (double)r.Problem.PromptIds.Length + r.Completion.TokenIds.Length);

    /// <summary>Seconds of the optimiser updates alone.</summary>
    public double UpdateSeconds => Timing.Update - Update.OldSeconds - Update.ReferenceSeconds;
}
