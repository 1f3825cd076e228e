namespace Intervene.Reports.Content;

/// <summary>What an arm got: data and tokens, as its stages recorded them.</summary>
public sealed record ArmCost
{
    /// <summary>The arm's title.</summary>
    public required string Arm { get; init; }

    /// <summary>The learning rate of fine-tuning; NaN where there is none.</summary>
    public required double SftLearningRate { get; init; }

    /// <summary>Epochs of fine-tuning; 0 where there is none.</summary>
    public required int SftEpochs { get; init; }

    /// <summary>The learning rate of reinforcement learning.</summary>
    public required double RlLearningRate { get; init; }

    /// <summary>Examples that fine-tuning cloned.</summary>
    public required long Examples { get; init; }

    /// <summary>Tokens with a loss in them.</summary>
    public required long ClonedTokens { get; init; }

    /// <summary>Tokens that fine-tuning trained on, prompts included, all epochs together.</summary>
    public required long SftTokens { get; init; }

    /// <summary>Problems of reinforcement learning.</summary>
    public required long Problems { get; init; }

    /// <summary>How many of them are easier ones.</summary>
    public required long Easier { get; init; }

    /// <summary>Tokens that reinforcement learning sampled.</summary>
    public required long RlSampledTokens { get; init; }

    /// <summary>Tokens that reinforcement learning trained on, prompts included.</summary>
    public required long RlTokens { get; init; }

    /// <summary>Tokens sampled to make the arm's examples: attempts and guided rollouts for interventions.</summary>
    public required long PreparingTokens { get; init; }

    /// <summary>Tokens that the search for its learning rates and epochs sampled and trained on.</summary>
    public required long TuningTokens { get; init; }
}
