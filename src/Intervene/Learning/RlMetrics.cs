using Intervene.Metrics;
using Intervene.Options;

namespace Intervene.Learning;

/// <summary>The numbers of a step under verl's names.</summary>
public static class RlMetrics
{
    /// <summary>All metrics of a step.</summary>
    public static IReadOnlyList<Metric> Of(
        int step, long epoch, CollectedRollouts collected, IReadOnlyList<double> advantages, UpdateStatistics update, RlOptions options,
        double learningRate, int skipped, StepTiming timing)
    {
        var rollouts = collected.Rollouts;
        var metrics = new List<Metric>
        {
            new("training/global_step", step),
            new("training/epoch", epoch),
            new("actor/pg_loss", update.PolicyLoss.Mean),
            new("actor/entropy", update.Entropy),
            new("actor/grad_norm", update.GradNorm.Mean),
            new("actor/lr", learningRate),
            new("actor/pg_clipfrac", update.ClipFraction.Mean),
            new("actor/pg_clipfrac_lower", update.LowerClipFraction.Mean),
            new("actor/ppo_kl", update.PpoKl.Mean),
            new("actor/updates", update.GradNorm.Count),
            new("actor/skipped_updates", skipped),
        };
        if (options.KlCoefficient > 0)
        {
            metrics.Add(new("actor/kl_loss", update.KlLoss.Mean));
            metrics.Add(new("actor/kl_coef", options.KlCoefficient));
        }

        Spread(metrics, "critic/score", rollouts.Select(r => r.Score));
        Spread(metrics, "critic/rewards", rollouts.Select(r => r.Reward));
        Spread(metrics, "critic/advantages", advantages);
        Spread(metrics, "critic/returns", advantages);
        Spread(metrics, "response_length", rollouts.Select(r => (double)r.Completion.TokenIds.Length));
        metrics.Add(new("response_length/clip_ratio", rollouts.Average(r => r.Truncated ? 1.0 : 0.0)));
        Spread(metrics, "prompt_length", rollouts.Select(r => (double)r.Problem.PromptIds.Length));

        var groups = rollouts.Concat(collected.Discarded).GroupBy(r => r.Group).Select(g => g.Select(r => r.Reward).ToArray()).ToArray();
        var level = groups.Where(g => g.All(r => r == g[0])).ToArray();
        metrics.Add(new("zero_advantage_ratio", (double)level.Length / groups.Length));
        metrics.Add(new("zero_advantage_ratio/all_wrong", (double)level.Count(g => g[0] <= 0) / groups.Length));
        metrics.Add(new("zero_advantage_ratio/all_right", (double)level.Count(g => g[0] > 0) / groups.Length));

        metrics.Add(new("train/num_gen_batches", collected.Batches));
        metrics.Add(new("int/discarded_groups", collected.Discarded.Select(r => r.Group).Distinct().Count()));
        metrics.Add(new("int/solved_problems", groups.Count(g => g.Any(r => r > 0))));
        Score(metrics, "int/score_patched", rollouts.Where(r => r.Problem.Patched));
        Score(metrics, "int/score_unpatched", rollouts.Where(r => !r.Problem.Patched));

        metrics.Add(new("training/rollout_probs_diff_mean", update.Mismatch.Mean));
        metrics.Add(new("training/rollout_probs_diff_max", update.Mismatch.Max));
        metrics.Add(new("training/rollout_probs_diff_std", update.Mismatch.Std));
        metrics.Add(new("training/rollout_log_probs_diff_max", update.Mismatch.MaxLog));
        metrics.Add(new("training/rollout_actor_probs_pearson_corr", update.Mismatch.Correlation));
        metrics.Add(new("rollout_corr/kl", update.Mismatch.K1));
        metrics.Add(new("rollout_corr/k3_kl", update.Mismatch.K3));
        metrics.Add(new("rollout_corr/training_ppl", update.Mismatch.TrainerPerplexity));
        metrics.Add(new("rollout_corr/rollout_ppl", update.Mismatch.SamplerPerplexity));
        metrics.Add(new("rollout_corr/log_ppl_diff", update.Mismatch.LogPerplexityDifference));
        metrics.Add(new("rollout_corr/chi2_token", update.Mismatch.ChiSquareToken));
        metrics.Add(new("rollout_corr/chi2_seq", update.Mismatch.ChiSquareSequence));
        metrics.Add(new("rollout_corr/rollout_is_eff_sample_size", update.Mismatch.EffectiveSampleSize));

        if (options.ImportanceCap is not null && update.Weights.Count > 0)
        {
            metrics.Add(new("rollout_corr/rollout_is_mean", update.Weights.Mean));
            metrics.Add(new("rollout_corr/rollout_is_max", update.Weights.Max));
            metrics.Add(new("rollout_corr/rollout_is_min", update.Weights.Min));
            metrics.Add(new("rollout_corr/rollout_is_std", update.Weights.Std));
        }

        metrics.Add(new("perf/memory_splits", update.MemorySplits));
        var tokens = rollouts.Sum(r => (double)r.Problem.PromptIds.Length + r.Completion.TokenIds.Length);
        metrics.Add(new("timing_s/gen", timing.Generation));
        metrics.Add(new("timing_s/reward", timing.Reward));
        metrics.Add(new("timing_s/adv", timing.Advantage));
        metrics.Add(new("timing_s/old_log_prob", update.OldSeconds));
        if (options.KlCoefficient > 0)
        {
            metrics.Add(new("timing_s/ref", update.ReferenceSeconds));
        }

        var updating = timing.Update - update.OldSeconds - update.ReferenceSeconds;
        metrics.Add(new("timing_s/update_actor", updating));
        metrics.Add(new("timing_s/step", timing.Step));
        metrics.Add(new(
            "timing_per_token_ms/gen", 1e3 * timing.Generation / rollouts.Concat(collected.Discarded)
                .Sum(r => (double)r.Completion.TokenIds.Length)));
        metrics.Add(new("timing_per_token_ms/update_actor", 1e3 * updating / tokens));
        metrics.Add(new("perf/total_num_tokens", tokens));
        metrics.Add(new("perf/time_per_step", timing.Step));
        metrics.Add(new("perf/throughput", tokens / Math.Max(timing.Step, 1e-9)));
        return metrics;
    }

    /// <summary>The mean score of some rollouts, where there are any.</summary>
    private static void Score(List<Metric> metrics, string name, IEnumerable<RlRollout> rollouts)
    {
        var running = Running.Of(rollouts.Select(r => r.Score));
        if (running.Count > 0)
        {
            metrics.Add(new(name, running.Mean));
        }
    }

    private static void Spread(List<Metric> metrics, string name, IEnumerable<double> values)
    {
        var running = Running.Of(values);
        metrics.Add(new(name + "/mean", running.Mean));
        metrics.Add(new(name + "/max", running.Max));
        metrics.Add(new(name + "/min", running.Min));
    }
}
