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

    /// <summary>How rewards turn into advantages.</summary>
    public AdvantageKind Advantage { get; init; } = AdvantageKind.Grpo;

    /// <summary>Added to a group's std before dividing by it: 1e-6 in verl, 1e-4 in TRL and PipelineRL.</summary>
    [Range(0.0, 1.0)]
    public double AdvantageEpsilon { get; init; } = 1e-6;

    /// <summary>The policy's loss of a token.</summary>
    public PolicyLossKind PolicyLoss { get; init; } = PolicyLossKind.Vanilla;

    /// <summary>The ratio is clipped below at 1 − this.</summary>
    [Range(0.0, 1.0)]
    public double ClipLow { get; init; } = 0.2;

    /// <summary>The ratio is clipped above at 1 + this.</summary>
    [Range(0.0, 1e6)]
    public double ClipHigh { get; init; } = 0.2;

    /// <summary>Bounds the loss of negative advantages at this times −A; null is off, else greater than 1.</summary>
    public double? DualClip { get; init; } = 3.0;

    /// <summary>How token losses become one number.</summary>
    public AggregationKind Aggregation { get; init; } = AggregationKind.TokenMean;

    /// <summary>The denominator of <see cref="AggregationKind.SeqMeanTokenSumNorm"/>.</summary>
    public double? LossScaleFactor { get; init; }

    /// <summary>The weight of the KL penalty to the reference in the loss; 0 is off.</summary>
    [Range(0.0, 1e3)]
    public double KlCoefficient { get; init; }

    /// <summary>The KL estimator.</summary>
    public KlKind Kl { get; init; } = KlKind.K3;

    /// <summary>The weight of the entropy bonus; the entropy is logged also at 0.</summary>
    [Range(0.0, 1e3)]
    public double EntropyCoefficient { get; init; }

    /// <summary>What a rollout that ended at a token limit counts for.</summary>
    public TruncatedRollouts Truncated { get; init; } = TruncatedRollouts.ZeroReward;

    /// <summary>
    /// With <see cref="TruncatedRollouts.OverlongPenalty"/>: the last tokens before the limit, over which the penalty grows from 0 to its full size.
    /// </summary>
    [Range(1, 10_000_000)]
    public int OverlongBuffer { get; init; } = 4096;

    /// <summary>With <see cref="TruncatedRollouts.OverlongPenalty"/>: what a rollout as long as the limit loses.</summary>
    [Range(0.0, 1e6)]
    public double OverlongFactor { get; init; } = 1;

    /// <summary>What becomes of groups whose rewards are all equal.</summary>
    public ZeroVarianceGroups ZeroVariance { get; init; } = ZeroVarianceGroups.Keep;

    /// <summary>With <see cref="ZeroVarianceGroups.Resample"/>: the most batches that one step samples (verl's <c>max_num_gen_batches</c>).</summary>
    [Range(1, 1000)]
    public int MaxSampledBatches { get; init; } = 5;

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
    public string? BestMetric { get; init; }

    /// <summary>Batches divide, bounds are bounds.</summary>
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

        if (DualClip is <= 1)
        {
            yield return "dual_clip must be greater than 1, or null for none.";
        }

        if (Aggregation == AggregationKind.SeqMeanTokenSumNorm && LossScaleFactor is null)
        {
            yield return "aggregation seq_mean_token_sum_norm needs loss_scale_factor, its constant denominator.";
        }

        if (ImportanceCap is <= 0)
        {
            yield return "importance_cap must be greater than 0, or null for no weights.";
        }

        if (Truncated == TruncatedRollouts.OverlongPenalty && OverlongBuffer >= Sampling.MaxTokens)
        {
            yield return $"overlong_buffer {OverlongBuffer} must be less than sampling.max_tokens {Sampling.MaxTokens}.";
        }

        if (Sampling.Temperature <= 0)
        {
            yield return "sampling.temperature 0 gives every rollout of a group the same tokens, and nothing to learn from: expected more than 0.";
        }

        if (RlMetricNames.Complaint(this) is { } complaint)
        {
            yield return complaint;
        }

        if (LossScaleFactor is <= 0)
        {
            yield return "loss_scale_factor must be greater than 0.";
        }
    }
}
