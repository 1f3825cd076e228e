namespace Intervene.Options;

/// <summary>Published settings of reinforcement learning, as data; <c>rl: { preset: name }</c> chooses one, other keys override it.</summary>
public static class RlPresets
{
    private static readonly OptimizerOptions Verl = new() { Schedule = ScheduleKind.Constant, WarmupRatio = 0, WeightDecay = 0.01 };

    /// <summary>The presets by name.</summary>
    public static IReadOnlyDictionary<string, RlOptions> All { get; } = new Dictionary<string, RlOptions>(StringComparer.Ordinal)
    {
        ["int-paper-e3"] = IntPaper(steps: 150, groupSize: 16, temperature: 0.6, topP: 0.95, entropy: 0.001),
        ["int-paper-qwen3"] = IntPaper(steps: 400, groupSize: 8, temperature: 1.0, topP: 1.0, entropy: 0),

        // verl's actor.yaml and ppo_trainer.yaml; rollout.n is that of its GRPO examples, as its default 1 is for PPO.
        ["verl"] = new()
        {
            BatchSize = 1024,
            MiniBatchSize = 256,
            GroupSize = 5,
            Sampling = new() { MaxTokens = 512 },
            Truncated = new TruncatedOptions.Keep(),
            Optimizer = Verl,
        },

        // TRL's GRPOConfig with loss_type dapo; one update a generation.
        ["trl-dapo"] = new()
        {
            BatchSize = 32,
            MiniBatchSize = 32,
            GroupSize = 8,
            Sampling = new() { MaxTokens = 512 },
            Advantage = new AdvantageOptions.Grpo { Epsilon = 1e-4 },
            PolicyLoss = new PolicyLossOptions.Vanilla { DualClip = null },
            Truncated = new TruncatedOptions.Keep(),
            Optimizer = new() { Schedule = ScheduleKind.Linear, WarmupRatio = 0 },
        },

        // Liu et al. 2025: no std, sum over tokens by a constant (the token budget), no KL.
        ["dr-grpo"] = new()
        {
            BatchSize = 16,
            MiniBatchSize = 16,
            GroupSize = 8,
            Sampling = new() { MaxTokens = 3000 },
            Advantage = new AdvantageOptions.GrpoNoStd(),
            Aggregation = new AggregationOptions.SeqMeanTokenSumNorm { Factor = 3000 },
            PolicyLoss = new PolicyLossOptions.Vanilla { DualClip = null },
            Truncated = new TruncatedOptions.Keep(),
            Optimizer = Verl with { WeightDecay = 0 },
        },

        // The fork of PipelineRL that the paper's later version trains with: ratio up to 1 + 4, no lower clip, no std.
        ["pipelinerl-int"] = new()
        {
            BatchSize = 32,
            MiniBatchSize = 32,
            GroupSize = 8,
            Sampling = new() { Temperature = 0.8, MaxTokens = 16_384 },
            Advantage = new AdvantageOptions.GrpoNoStd(),
            Aggregation = new AggregationOptions.SeqMeanTokenSum(),
            PolicyLoss = new PolicyLossOptions.Vanilla { ClipLow = 1, ClipHigh = 4, DualClip = null },
            EntropyCoefficient = 1e-4,
            Truncated = new TruncatedOptions.Keep(),
            Optimizer = new() { Schedule = ScheduleKind.CosineWithMinLr, MinLrRate = 0, WarmupRatio = 0, WeightDecay = 0.01, MaxGradNorm = 0.3 },
        },
    };

    /// <summary>The paper's Table 3, on verl's defaults.</summary>
    private static RlOptions IntPaper(int steps, int groupSize, double temperature, double topP, double entropy) => new()
    {
        Steps = steps,
        BatchSize = 32,
        MiniBatchSize = 16,
        GroupSize = groupSize,
        Sampling = new() { Temperature = temperature, TopP = topP, MaxTokens = 16_384 },
        PolicyLoss = new PolicyLossOptions.Vanilla { ClipHigh = 0.35 },
        Kl = new() { Coefficient = 0.001, Estimator = KlEstimator.K3 },
        EntropyCoefficient = entropy,
        Optimizer = Verl,
    };
}
