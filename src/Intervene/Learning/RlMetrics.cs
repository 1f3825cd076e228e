using Intervene.Metrics;
using Intervene.Options;

namespace Intervene.Learning;

/// <summary>
/// The numbers of a step under verl's names: one table that is what is written, what <c>best_metric</c> can name and what curves show.
/// </summary>
public static class RlMetrics
{
    private static readonly IReadOnlyList<Row> Table =
    [
        new("training/global_step", m => m.Step),
        new("training/epoch", m => m.Epoch),
        new("actor/pg_loss", m => m.Update.PolicyLoss.Mean),
        new(RlMetricNames.Entropy, m => m.Update.Entropy),
        new("actor/grad_norm", m => m.Update.GradNorm.Mean),
        new("actor/lr", m => m.LearningRate),
        new("actor/pg_clipfrac", m => m.Update.ClipFraction.Mean),
        new("actor/pg_clipfrac_lower", m => m.Update.LowerClipFraction.Mean),
        new(RlMetricNames.PolicyKl, m => m.Update.PpoKl.Mean),
        new("actor/updates", m => m.Update.GradNorm.Count),
        new(RlMetricNames.Skipped, m => m.Skipped),
        new(RlMetricNames.KlLoss, m => m.Update.KlLoss.Mean, HasKl),
        new("actor/kl_coef", m => m.Options.Kl!.Coefficient, HasKl),
        .. Spread("critic/score", m => m.Rollouts.Select(r => r.Score)),
        .. Spread("critic/rewards", m => m.Rollouts.Select(r => r.Reward)),
        .. Spread("critic/advantages", m => m.Advantages),
        .. Spread("critic/returns", m => m.Advantages),
        .. Spread("response_length", m => m.Rollouts.Select(r => (double)r.Completion.TokenIds.Length)),
        new(RlMetricNames.Truncated, m => m.Rollouts.Average(r => r.Truncated ? 1.0 : 0.0)),
        .. Spread("prompt_length", m => m.Rollouts.Select(r => (double)r.Problem.PromptIds.Length)),
        new(RlMetricNames.ZeroAdvantage, m => m.Level(_ => true)),
        new(RlMetricNames.AllWrong, m => m.Level(reward => reward <= 0)),
        new(RlMetricNames.AllRight, m => m.Level(reward => reward > 0)),
        new("train/num_gen_batches", m => m.Collected.Batches),
        new("int/discarded_groups", m => m.Collected.Discarded.Select(r => r.Group).Distinct().Count()),
        new("int/solved_problems", m => m.Groups.Count(group => group.Any(reward => reward > 0))),
        new("int/score_patched", m => MeanScore(m.Rollouts.Where(r => r.Problem.Patched))),
        new("int/score_unpatched", m => MeanScore(m.Rollouts.Where(r => !r.Problem.Patched))),
        new("hints/revealed", m => m.Rollouts.Average(r => r.Problem.Revealed), HasHints),
        new("hints/guided_groups", m => m.Rollouts.Where(r => r.Problem.Revealed > 0).DistinctBy(r => r.Group).Count(), HasHints),
        new("hints/score_guided", m => MeanScore(m.Rollouts.Where(r => r.Problem.Revealed > 0)), HasHints),
        new("hints/score_unguided", m => MeanScore(m.Rollouts.Where(r => r.Problem.Revealed == 0)), HasHints),
        new("online/stuck_problems", m => m.Online?.Stuck, HasOnline),
        new("online/asked", m => m.Online?.Records.Count, HasOnline),
        new("online/refused", m => m.Online?.Refused, HasOnline),
        new("online/rejected", m => m.Online?.Rejected, HasOnline),
        new("online/accepted", m => m.Online?.Accepted, HasOnline),
        new("online/pool", m => m.Online?.Pool, HasOnline),
        new("online/started_groups", m => m.Rollouts.Where(r => r.Problem.Begun is not null).DistinctBy(r => r.Group).Count(), HasOnline),
        new("online/score_started", m => MeanScore(m.Rollouts.Where(r => r.Problem.Begun is not null)), HasOnline),
        new(RlMetricNames.OnlineGuidedTokens, m => m.Online?.Records.Sum(record => record.GuidedTokens), HasOnline),
        new("online/oracle_tokens", m => m.Online?.Records.Sum(record => record.OracleTokens), HasOnline),
        new("online/sft_loss", m => m.Online is { TermTokens: > 0 } online ? online.TermLoss : null, HasOnline),
        new(RlMetricNames.OnlineTermTokens, m => m.Online?.TermTokens, HasOnline),
        new(RlMetricNames.SampledTokens, m => m.SampledTokens),
        new("training/rollout_probs_diff_mean", m => m.Update.Mismatch.Mean),
        new("training/rollout_probs_diff_max", m => m.Update.Mismatch.Max),
        new("training/rollout_probs_diff_std", m => m.Update.Mismatch.Std),
        new(RlMetricNames.LargestMismatch, m => m.Update.Mismatch.MaxLog),
        new("training/rollout_actor_probs_pearson_corr", m => m.Update.Mismatch.Correlation),
        new("rollout_corr/kl", m => m.Update.Mismatch.K1),
        new(RlMetricNames.Mismatch, m => m.Update.Mismatch.K3),
        new("rollout_corr/training_ppl", m => m.Update.Mismatch.TrainerPerplexity),
        new("rollout_corr/rollout_ppl", m => m.Update.Mismatch.SamplerPerplexity),
        new("rollout_corr/log_ppl_diff", m => m.Update.Mismatch.LogPerplexityDifference),
        new("rollout_corr/chi2_token", m => m.Update.Mismatch.ChiSquareToken),
        new("rollout_corr/chi2_seq", m => m.Update.Mismatch.ChiSquareSequence),
        new(RlMetricNames.EffectiveSamples, m => m.Update.Mismatch.EffectiveSampleSize),
        new("rollout_corr/rollout_is_mean", m => Weights(m)?.Mean, HasWeights),
        new("rollout_corr/rollout_is_max", m => Weights(m)?.Max, HasWeights),
        new("rollout_corr/rollout_is_min", m => Weights(m)?.Min, HasWeights),
        new("rollout_corr/rollout_is_std", m => Weights(m)?.Std, HasWeights),
        new("perf/memory_splits", m => m.Update.MemorySplits),
        new("timing_s/gen", m => m.Timing.Generation),
        new("timing_s/reward", m => m.Timing.Reward),
        new("timing_s/adv", m => m.Timing.Advantage),
        new("timing_s/old_log_prob", m => m.Update.OldSeconds),
        new("timing_s/ref", m => m.Update.ReferenceSeconds, HasKl),
        new("timing_s/update_actor", m => m.UpdateSeconds),
        new("timing_s/step", m => m.Timing.Step),
        new("timing_per_token_ms/gen", m => 1e3 * m.Timing.Generation / m.SampledTokens),
        new("timing_per_token_ms/update_actor", m => 1e3 * m.UpdateSeconds / m.Tokens),
        new(RlMetricNames.TotalTokens, m => m.Tokens),
        new("perf/time_per_step", m => m.Timing.Step),
        new("perf/throughput", m => m.Tokens / Math.Max(m.Timing.Step, 1e-9)),
    ];

    /// <summary>
    /// All metrics of a step; one that has nothing to measure is left out, e.g. <c>int/score_patched</c> in a batch without such a problem.
    /// </summary>
    /// <param name="step">What the step measured.</param>
    public static IReadOnlyList<Metric> Of(RlMeasurement step) =>
    [
        .. Under(step.Options).Select(row => (row.Name, Value: row.Value(step))).Where(row => row.Value is not null)
            .Select(row => new Metric(row.Name, row.Value!.Value)),
    ];

    /// <summary>The names that steps write under some options.</summary>
    /// <param name="options">Whether there is a KL term, and whether there are importance weights.</param>
    public static IReadOnlyList<string> Names(RlOptions options) => [.. Under(options).Select(row => row.Name)];

    /// <summary>What is wrong with <see cref="RlOptions.BestMetric"/>; null where nothing is.</summary>
    /// <param name="options">The options.</param>
    public static string? Complaint(RlOptions options)
    {
        var names = Names(options);
        if (options.BestMetric is not { } name || names.Contains(name))
        {
            return null;
        }

        var hint = NearestWord.Of(names, name) is { } near ? $" Did you mean {near}?" : "";
        return $"best_metric {name} is no metric of these options.{hint} There are {string.Join(", ", names)}.";
    }

    private static IEnumerable<Row> Under(RlOptions options) => Table.Where(row => row.When?.Invoke(options) != false);

    private static bool HasKl(RlOptions options) => options.Kl is not null;

    private static bool HasHints(RlOptions options) => options.Hints is not null;

    private static bool HasOnline(RlOptions options) => options.Online is not null;

    private static bool HasWeights(RlOptions options) => options.ImportanceCap is not null;

    private static Running? Weights(RlMeasurement step) => step.Update.Weights.Count > 0 ? step.Update.Weights : null;

    private static double? MeanScore(IEnumerable<RlRollout> rollouts) =>
        Running.Of(rollouts.Select(r => r.Score)) is { Count: > 0 } scores ? scores.Mean : null;

    private static Row[] Spread(string name, Func<RlMeasurement, IEnumerable<double>> values) =>
    [
        new(name + "/mean", m => Running.Of(values(m)).Mean),
        new(name + "/max", m => Running.Of(values(m)).Max),
        new(name + "/min", m => Running.Of(values(m)).Min),
    ];

    /// <summary>A metric: its name, its value, and the options under which it is written; null is all.</summary>
    private sealed record Row(string Name, Func<RlMeasurement, double?> Value, Func<RlOptions, bool>? When = null);
}
