using Intervene.Completions;
using Intervene.Learning;
using Intervene.Options;

namespace Intervene.Pipeline.Engines;

/// <summary>A piece of reinforcement learning.</summary>
public sealed record RlTraining
{
    /// <summary>What to train on.</summary>
    public required IReadOnlyList<RlProblem> Problems { get; init; }

    /// <summary>Reward and verdict of a problem's completion; no reward where the verifier failed.</summary>
    public required Func<string, Completion, (double? Reward, string Verdict)> Grade { get; init; }

    /// <summary>Batch, loss, optimiser.</summary>
    public required RlOptions Options { get; init; }

    /// <summary>The run's seed: order and samples depend on it.</summary>
    public required long Seed { get; init; }

    /// <summary>The arm's name: order and samples depend on it.</summary>
    public required string Arm { get; init; }

    /// <summary>The folder of the checkpoints.</summary>
    public required string Directory { get; init; }

    /// <summary>The model that the policy came from: its config, tokenizer and templates stand in every checkpoint; null leaves them out.</summary>
    public string? Source { get; init; }

    /// <summary>Alarms that have heard the steps of an earlier, resumed run.</summary>
    public RlAlarms Alarms { get; init; } = new();

    /// <summary>
    /// Gives the sampler of the weights under a version's name, where another engine samples; the action writes them as a model directory. Null: the
    /// policy samples for itself.
    /// </summary>
    public Func<string, Action<string>, ICompleter>? SamplerAt { get; init; }

    /// <summary>Measures the policy meanwhile; null does not.</summary>
    public RlMeasure? Measure { get; init; }

    /// <summary>Asks oracles between two steps; null asks nobody.</summary>
    public OnlineAsking? Online { get; init; }

    /// <summary>Called once before the first step: the estimated peak of memory, and the step that a checkpoint goes on from, 0 for none.</summary>
    public Action<string, int> Started { get; init; } = (_, _) => { };

    /// <summary>Called after every step, before its checkpoint.</summary>
    public required Action<RlStep> Stepped { get; init; }
}
