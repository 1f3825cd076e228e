using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>GRPO-style reinforcement learning (paper, section 4.3 and Table 3; verl's definitions).</summary>
[OptionPresets(typeof(RlPresets))]
public sealed record RlOptions
{
    /// <summary>Training steps: one batch of rollouts each.</summary>
    [Range(0, 10_000_000)]
    public int Steps { get; init; } = 400;

    /// <summary>Problems in one step (verl's <c>train_batch_size</c>).</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Problems in one optimiser update (verl's <c>ppo_mini_batch_size</c>); divides <see cref="BatchSize"/>.</summary>
    [Range(1, 1_000_000)]
    public int MiniBatchSize { get; init; } = 16;

    /// <summary>Rollouts a problem (verl's <c>rollout.n</c>).</summary>
    [Range(1, 100_000)]
    public int GroupSize { get; init; } = 8;

    /// <summary>Passes over a step's batch.</summary>
    [Range(1, 1000)]
    public int EpochsPerStep { get; init; } = 1;

    /// <summary>The distribution that rollouts are sampled from.</summary>
    public SamplingOptions Sampling { get; init; } = new() { MaxTokens = 16_384 };

    /// <summary>
    /// What samples, where it is not the run's <c>engine</c>: servers need <c>publish</c>, for every step has other weights. Keys left out are those
    /// of the run's, of the same kind.
    /// </summary>
    [StartsFrom("engine")]
    public EngineOptions? Engine { get; init; }

    /// <summary>What it trains on beside the hard problems.</summary>
    public RlProblemsOptions Problems { get; init; } = new();

    /// <summary>What part of a problem's solution its rollouts see; null is none.</summary>
    public HintOptions? Hints { get; init; }

    /// <summary>Asking oracles meanwhile, about problems that stay without reward; null asks none.</summary>
    [WrittenWhereSet]
    public OnlineOptions? Online { get; init; }

    /// <summary>How rewards turn into advantages.</summary>
    public AdvantageOptions Advantage { get; init; } = new AdvantageOptions.Grpo();

    /// <summary>The policy's loss of a token.</summary>
    public PolicyLossOptions PolicyLoss { get; init; } = new PolicyLossOptions.Vanilla();

    /// <summary>How token losses become one number.</summary>
    public AggregationOptions Aggregation { get; init; } = new AggregationOptions.TokenMean();

    /// <summary>The KL penalty to the reference in the loss; null is none.</summary>
    public KlOptions? Kl { get; init; }

    /// <summary>The weight of the entropy bonus; the entropy is logged also at 0.</summary>
    [Range(0.0, 1e3)]
    public double EntropyCoefficient { get; init; }

    /// <summary>What a rollout that ended at a token limit counts for.</summary>
    public TruncatedOptions Truncated { get; init; } = new TruncatedOptions.ZeroReward();

    /// <summary>What becomes of groups whose rewards are all equal.</summary>
    public ZeroVarianceOptions ZeroVariance { get; init; } = new ZeroVarianceOptions.Keep();

    /// <summary>
    /// Weighs each token by π_old / π_sampler, at most this (verl's <c>rollout_is_threshold</c>, there 2), where another engine samples; null is off.
    /// </summary>
    public double? ImportanceCap { get; init; }

    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new() { Schedule = ScheduleKind.Constant, WarmupRatio = 0 };

    /// <summary>Tokens in one forward pass: memory alone depends on it, the update does not.</summary>
    [Range(1, 10_000_000)]
    public int MicroBatchTokens { get; init; } = 16_384;

    /// <summary>Whether a group's prompt is computed once for all its rollouts: the update is the same, the work less.</summary>
    public bool SharePrompts { get; init; } = true;

    /// <summary>
    /// Whether the backward pass computes each layer again instead of keeping its activations: the update is the same, the memory less.
    /// </summary>
    public bool RecomputeActivations { get; init; }

    /// <summary>The type that the trainer computes in; weights, optimiser state and sums of gradients stay float32.</summary>
    public ComputeType Compute { get; init; } = ComputeType.Float32;

    /// <summary>Steps between two checkpoints.</summary>
    [Range(1, 1_000_000)]
    public int CheckpointEvery { get; init; } = 10;

    /// <summary>Checkpoints that stay, the last ones.</summary>
    [Range(1, 1_000_000)]
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>A metric, e.g. <c>critic/score/mean</c>: the checkpoint where it is greatest stays too; null keeps none.</summary>
    [MetricName]
    public string? BestMetric { get; init; }

    /// <summary>Measuring the policy on held-out problems while it trains; null measures it at the end alone.</summary>
    [WrittenWhereSet]
    public RlEvaluateOptions? Evaluate { get; init; }

    /// <summary>Which step's weights are the arm's: those of the last step, which null is too, or those that are <c>best</c> on held-out problems.</summary>
    [WrittenWhereSet]
    public KeptPolicy? Keep { get; init; }

    /// <summary>Batches divide, groups have something to compare.</summary>
    public IEnumerable<string> Validate()
    {
        if (BatchSize % MiniBatchSize != 0)
        {
            yield return $"mini_batch_size {MiniBatchSize} does not divide batch_size {BatchSize}.";
        }

        if (GroupSize < 2)
        {
            yield return $"group_size {GroupSize} gives every rollout the advantage of its own mean: expected 2 or more.";
        }

        if (Keep == KeptPolicy.Best && Evaluate is null)
        {
            yield return "keep best chooses by held-out problems: expected evaluate, e.g. evaluate: { every: 10 }.";
        }

        if (Keep == KeptPolicy.Best && Evaluate is { Every: var every } && every % CheckpointEvery != 0)
        {
            yield return "keep best needs a checkpoint where it measures: "
                + $"evaluate.every {every} is no multiple of checkpoint_every {CheckpointEvery}.";
        }

        if (Keep == KeptPolicy.Best && BestMetric is not null)
        {
            yield return $"best_metric {BestMetric} and keep best both say which checkpoint stays: expected one of them.";
        }

        if (ImportanceCap is <= 0)
        {
            yield return "importance_cap must be greater than 0, or null for no weights.";
        }

        if (Truncated is TruncatedOptions.OverlongPenalty { Buffer: var buffer } && buffer >= Sampling.MaxTokens)
        {
            yield return $"truncated.buffer {buffer} must be less than sampling.max_tokens {Sampling.MaxTokens}.";
        }

        if (Hints is HintOptions.Bread && ZeroVariance is ZeroVarianceOptions.Resample)
        {
            yield return "hints bread and zero_variance resample both sample again where a group fails: expected one of them.";
        }

        if (Hints is not null && Online is not null)
        {
            yield return "hints and online both choose what a group begins with: expected one of them.";
        }

        if (Sampling.Temperature <= 0)
        {
            yield return "sampling.temperature 0 gives every rollout of a group the same tokens, and nothing to learn from: expected more than 0.";
        }
    }
}
