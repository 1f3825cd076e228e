namespace Intervene.Learning;

/// <summary>The names of those numbers of a step that alarms, curves and progress read; <see cref="RlMetrics"/> has all of them.</summary>
public static class RlMetricNames
{
    /// <summary>The mean of the verifier's rewards.</summary>
    public const string Score = "critic/score/mean";

    /// <summary>The greatest of the verifier's rewards.</summary>
    public const string BestScore = "critic/score/max";

    /// <summary>The policy's entropy in nats a token.</summary>
    public const string Entropy = "actor/entropy";

    /// <summary>The mean length of a rollout in tokens.</summary>
    public const string Length = "response_length/mean";

    /// <summary>The share of rollouts that ended at a limit.</summary>
    public const string Truncated = "response_length/clip_ratio";

    /// <summary>The share of groups whose rewards are equal.</summary>
    public const string ZeroAdvantage = "zero_advantage_ratio";

    /// <summary>The share of groups whose rewards are all 0 or less: nothing to go by.</summary>
    public const string AllWrong = ZeroAdvantage + "/all_wrong";

    /// <summary>The share of groups whose rewards are equal and above 0: nothing left to learn.</summary>
    public const string AllRight = ZeroAdvantage + "/all_right";

    /// <summary>How far the policy moved within a step: mean log π_old − log π.</summary>
    public const string PolicyKl = "actor/ppo_kl";

    /// <summary>The KL loss to the reference, before its coefficient.</summary>
    public const string KlLoss = "actor/kl_loss";

    /// <summary>Updates skipped so far because loss or gradient was not finite.</summary>
    public const string Skipped = "actor/skipped_updates";

    /// <summary>The k3 estimate of KL(sampler, trainer).</summary>
    public const string Mismatch = "rollout_corr/k3_kl";

    /// <summary>The largest |log π_trainer − log π_sampler|.</summary>
    public const string LargestMismatch = "training/rollout_log_probs_diff_max";

    /// <summary>The share of tokens that importance weights leave effective.</summary>
    public const string EffectiveSamples = "rollout_corr/rollout_is_eff_sample_size";

    /// <summary>Tokens of all rollouts sampled in the step, those thrown away included.</summary>
    public const string SampledTokens = "int/sampled_tokens";

    /// <summary>Tokens of the continuations that validated interventions between the steps.</summary>
    public const string OnlineGuidedTokens = "online/guided_tokens";

    /// <summary>Tokens of interventions that were cloned beside the policy's loss.</summary>
    public const string OnlineTermTokens = "online/sft_tokens";

    /// <summary>Prompt and response tokens of the rollouts that the step trains on.</summary>
    public const string TotalTokens = "perf/total_num_tokens";
}
