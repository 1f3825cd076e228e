namespace Intervene.Learning;

/// <summary>
/// A line of <c>arms/&lt;arm&gt;/05-tuning.jsonl</c>: a point of the grid and how the policy trained with it did on what was set aside.
/// </summary>
public sealed record TuningTrial
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>What was trained: <c>sft</c> or <c>rl</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Epochs of fine-tuning; the steps of reinforcement learning.</summary>
    public required int Length { get; init; }

    /// <summary>pass@1 on the training problems set aside, 0 … 1.</summary>
    public required double Validation { get; init; }

    /// <summary>pass@1 on the easy problems, 0 … 1; null where there is none.</summary>
    public double? Easy { get; init; }

    /// <summary>Tokens that the trial sampled, in training and in measuring.</summary>
    public required long SampledTokens { get; init; }

    /// <summary>Tokens that the trial trained on, prompts included.</summary>
    public required long TrainedTokens { get; init; }

    /// <summary>What trials are compared by: the mean of the two rates.</summary>
    public double Score => Easy is { } easy ? (Validation + easy) / 2 : Validation;

    /// <summary>The trial with the greatest score; of equals the one with the least learning rate, then the shortest.</summary>
    /// <param name="trials">The trials of one stage, at least one.</param>
    public static TuningTrial Best(IEnumerable<TuningTrial> trials) =>
        trials.OrderByDescending(trial => trial.Score).ThenBy(trial => trial.LearningRate).ThenBy(trial => trial.Length).First();
}
