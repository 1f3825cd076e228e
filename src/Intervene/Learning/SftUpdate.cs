
namespace Intervene.Learning;

/// <summary>What one update of supervised fine-tuning did.</summary>
public sealed record SftUpdate
{
    /// <summary>The update's number, 1-based.</summary>
    public required int Update { get; init; }

    /// <summary>All updates of the run.</summary>
    public required int Updates { get; init; }

    /// <summary>The epoch, 0-based.</summary>
    public required int Epoch { get; init; }

    /// <summary>Mean cross-entropy of the batch's supervised tokens in nats, before the update.</summary>
    public required double Loss { get; init; }

    /// <summary>The gradient's 2-norm before clipping; not finite where the update was skipped.</summary>
    public required double GradNorm { get; init; }

    /// <summary>The learning rate used.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Examples in the batch.</summary>
    public required int Examples { get; init; }

    /// <summary>Supervised tokens in the batch.</summary>
    public required long SupervisedTokens { get; init; }

    /// <summary>Prompt and target tokens in the batch.</summary>
    public required long Tokens { get; init; }

    /// <summary>Whether the update was skipped because its loss or gradient is not finite.</summary>
    public required bool Skipped { get; init; }

    /// <summary>Updates skipped so far, this one included.</summary>
    public required int SkippedUpdates { get; init; }

    /// <summary>Seconds that it took.</summary>
    public required double Seconds { get; init; }
}
