
namespace Intervene.Options;

/// <summary>The names of the numbers that a step of reinforcement learning writes.</summary>
public static class RlMetricNames
{
    private static readonly string[] Always =
    [
        "training/global_step", "training/epoch",
        "actor/pg_loss", "actor/entropy", "actor/grad_norm",
        "actor/lr", "actor/pg_clipfrac", "actor/pg_clipfrac_lower", "actor/ppo_kl", "actor/updates", "actor/skipped_updates",
        .. Spread("critic/score"), .. Spread("critic/rewards"), .. Spread("critic/advantages"), .. Spread("critic/returns"),
        .. Spread("response_length"), "response_length/clip_ratio", .. Spread("prompt_length"),
        "zero_advantage_ratio", "zero_advantage_ratio/all_wrong", "zero_advantage_ratio/all_right",
        "train/num_gen_batches", "int/discarded_groups", "int/solved_problems", "int/score_patched", "int/score_unpatched",
        "training/rollout_probs_diff_mean", "training/rollout_probs_diff_max",
        "training/rollout_probs_diff_std", "training/rollout_log_probs_diff_max",
        "training/rollout_actor_probs_pearson_corr",
        "rollout_corr/kl", "rollout_corr/k3_kl", "rollout_corr/training_ppl",
        "rollout_corr/rollout_ppl", "rollout_corr/log_ppl_diff", "rollout_corr/chi2_token",
        "rollout_corr/chi2_seq", "rollout_corr/rollout_is_eff_sample_size",
        "timing_s/gen", "timing_s/reward", "timing_s/adv", "timing_s/old_log_prob", "timing_s/update_actor", "timing_s/step",
        "timing_per_token_ms/gen", "timing_per_token_ms/update_actor",
        "perf/memory_splits", "perf/total_num_tokens", "perf/time_per_step", "perf/throughput",
    ];

    private static readonly string[] WithKl = ["actor/kl_loss", "actor/kl_coef", "timing_s/ref"];

    private static readonly string[] WithWeights =
        ["rollout_corr/rollout_is_mean", "rollout_corr/rollout_is_max", "rollout_corr/rollout_is_min", "rollout_corr/rollout_is_std"];

    /// <summary>
    /// The names under some options; a step may lack one that has nothing to measure, e.g. <c>int/score_patched</c> in a batch without such a
    /// problem.
    /// </summary>
    /// <param name="options">Whether there is a KL term, and whether there are importance weights.</param>
    public static IReadOnlyList<string> Of(RlOptions options) =>
        [.. Always, .. options.KlCoefficient > 0 ? WithKl : [], .. options.ImportanceCap is not null ? WithWeights : []];

    /// <summary>What is wrong with <see cref="RlOptions.BestMetric"/>; null where nothing is.</summary>
    /// <param name="options">The options.</param>
    public static string? Complaint(RlOptions options)
    {
        var names = Of(options);
        if (options.BestMetric is not { } name || names.Contains(name))
        {
            return null;
        }

        var hint = NearestWord.Of(names, name) is { } near ? $" Did you mean {near}?" : "";
        return $"best_metric {name} is no metric of these options.{hint} There are {string.Join(", ", names)}.";
    }

    private static string[] Spread(string name) => [name + "/mean", name + "/max", name + "/min"];
}
