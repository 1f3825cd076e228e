namespace Intervene.Options;

/// <summary>Published settings of reinforcement learning, as data; <c>rl: { preset: name }</c> chooses one, other keys override it.</summary>
public static class RlPresets
{
    private static readonly OptimizerOptions Verl = new() { Schedule = ScheduleKind.Constant, WarmupRatio = 0, WeightDecay = 0.01 };

    /// <summary>The presets by name.</summary>
    public static IReadOnlyDictionary<string, RlOptions> All { get; } = new Dictionary<string, RlOptions>(StringComparer.Ordinal)
    {
        ["int-paper-e3"] = IntPaper(steps: 150, groupSize: 16, temperature: 0.6, entropy: 0.001),
        ["int-paper-qwen3"] = IntPaper(steps: 400, groupSize: 8, temperature: 1.0, entropy: 0),

        // verl's actor.yaml and ppo_trainer.yaml; rollout.n is that of its GRPO examples, as its default 1 is for PPO.
        ["verl"] = new()
        {
            BatchSize = 1024,
            MiniBatchSize = 256,
            GroupSize = 5,
            Sampling = new() { MaxTokens = 512 },
            Truncated = TruncatedRollouts.Keep,
            Optimizer = Verl,
        },

        // TRL's GRPOConfig with loss_type dapo; one update a generation.
        ["trl-dapo"] = new()
        {
            BatchSize = 32,
            MiniBatchSize = 32,
            GroupSize = 8,
            Sampling = new() { MaxTokens = 512 },
            AdvantageEpsilon = 1e-4,
            DualClip = null,
            Truncated = TruncatedRollouts.Keep,
            Optimizer = new() { Schedule = ScheduleKind.Linear, WarmupRatio = 0 },
        },

        // Liu et al. 2025: no std, sum over tokens by a constant (the token budget), no KL.
        ["dr-grpo"] = new()
        {
            BatchSize = 16,
            MiniBatchSize = 16,
            GroupSize = 8,
            Sampling = new() { MaxTokens = 3000 },
            Advantage = AdvantageKind.GrpoNoStd,
            Aggregation = AggregationKind.SeqMeanTokenSumNorm,
            LossScaleFactor = 3000,
            DualClip = null,
            Truncated = TruncatedRollouts.Keep,
            Optimizer = Verl with { WeightDecay = 0 },
        },

        // The fork of PipelineRL that the paper's later version trains with: ratio up to 1 + 4, no lower clip, no std.
        ["pipelinerl-int"] = new()
        {
            BatchSize = 32,
            MiniBatchSize = 32,
            GroupSize = 8,
            Sampling = new() { Temperature = 0.8, MaxTokens = 16_384 },
            Advantage = AdvantageKind.GrpoNoStd,
            Aggregation = AggregationKind.SeqMeanTokenSum,
            ClipLow = 1,
            ClipHigh = 4,
            DualClip = null,
            EntropyCoefficient = 1e-4,
            Truncated = TruncatedRollouts.Keep,
            Optimizer = new() { Schedule = ScheduleKind.CosineWithMinLr, MinLrRate = 0, WarmupRatio = 0, WeightDecay = 0.01, MaxGradNorm = 0.3 },
        },
    };

    /// <summary>The paper's Table 3, on verl's defaults.</summary>
    private static RlOptions IntPaper(int steps, int groupSize, double temperature, double entropy) => new()
    {
        Steps = steps,
        BatchSize = 32,
        MiniBatchSize = 16,
        GroupSize = groupSize,
        Sampling = new() { Temperature = temperature, TopP = 0.95, MaxTokens = 16_384 },
        ClipLow = 0.2,
        ClipHigh = 0.35,
        KlCoefficient = 0.001,
        Kl = KlKind.K3,
        EntropyCoefficient = entropy,
        Optimizer = Verl,
    };
}
