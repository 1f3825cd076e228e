using Intervene.Examples;
using Intervene.Learning;
using Intervene.Options;

namespace Intervene.Pipeline.Engines;

/// <summary>A piece of supervised fine-tuning.</summary>
public sealed record FineTuning
{
    /// <summary>What to train on.</summary>
    public required IReadOnlyList<TrainingExample> Examples { get; init; }

    /// <summary>Batch, epochs, optimiser.</summary>
    public required SftOptions Options { get; init; }

    /// <summary>The run's seed: the order depends on it.</summary>
    public required long Seed { get; init; }

    /// <summary>The folder of the checkpoints.</summary>
    public required string Directory { get; init; }

    /// <summary>The model that the policy came from: its config, tokenizer and templates stand in every checkpoint; null leaves them out.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Called once before the first update: the estimated peak of memory, and the update that a checkpoint goes on from, 0 for none.
    /// </summary>
    public Action<string, int> Started { get; init; } = (_, _) => { };

    /// <summary>Called after every update.</summary>
    public required Action<SftUpdate> Updated { get; init; }
}
