using Intervene.Examples;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Reports.Content;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>Counts what every arm got, from the artifacts of a run.</summary>
public static class RunCosts
{
    /// <summary>The costs of every arm that has begun reinforcement learning or fine-tuning.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<ArmCost> Of(RunView run)
    {
        var first = Prepared(run, run.Paths);
        return [.. ArmRounds.Trained(run.Paths, run.Options).Where(arm => File.Exists(arm.Paths.SftMetrics) || File.Exists(arm.Paths.RlMetrics))
            .Select(arm => Of(run, arm, arm.Round is null ? first : Prepared(run, run.Paths.In(arm.Round))))];
    }

    /// <summary>Every trial of every arm's search.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<TuningRow> Tuning(RunView run) =>
    [
        .. run.Options.Arms.Where(arm => run.Options.Tune is not null && File.Exists(run.Paths.Arm(arm.Name).Tuning)).SelectMany(arm =>
        {
            TuningTrial[] trials = [.. JsonLines.Read<TuningTrial>(run.Paths.Arm(arm.Name).Tuning)];
            var chosen = trials.GroupBy(trial => trial.Stage).Select(stage => TuningTrial.Best(stage)).ToHashSet();
            return trials.Select(trial => new TuningRow(
                ArmTitles.Of(arm), trial.Stage, trial.LearningRate, trial.Length, trial.Validation, trial.Easy ?? double.NaN, trial.Score,
                    chosen.Contains(trial)));
        }),
    ];

    /// <summary>What arms that clone interventions clone of them, in the words of the paper's Table 1.</summary>
    /// <param name="options">The recipe.</param>
    public static IReadOnlyList<ReportFact> CloneVariants(RunOptions options) =>
    [
        .. options.Arms.Where(arm => arm.Examples is ExampleOptions.Interventions && options.RlOf(arm).Hints is null).Select(arm =>
        {
            var of = (ExampleOptions.Interventions)arm.Examples;
            return new ReportFact(ArmTitles.Of(arm), $"{(of.Prefix ? "Prefix" : "No prefix")}, {(of.Suffix ? "suffix" : "no suffix")}, "
                + $"{(of.Filter ? "filter" : "no filter")}");
        }),
    ];

    /// <summary>Tokens of the attempts and of the continuations of interventions that a round's examples are made of.</summary>
    private static (long Attempts, long Guided) Prepared(RunView run, RunPaths paths) => (
        run.Records<Rollout>(paths.Rollouts).Sum(rollout => (long)rollout.Completion.TokenIds.Length),
        run.Records<GuidedRollout>(paths.Guided).Where(rollout => rollout.Arm == GuidedArm.Intervention)
            .Sum(rollout => (long)rollout.Completion.TokenIds.Length));

    private static ArmCost Of(
        RunView run, (ArmOptions Arm, ArmRound? Round, string Title, ArmPaths Paths) of, (long Attempts, long Guided) prepared)
    {
        var (arm, round, title, paths) = of;
        var (sft, rl) = (TuneStage.SftOf(run.Paths, run.Options, arm), TuneStage.RlOf(run.Paths, run.Options, arm));
        TrainingExample[] examples = arm.IsFineTuned ? [.. run.Records<TrainingExample>(paths.Examples)] : [];
        var counts = run.Ledger.Find(round is null ? RlStage.NameOf(arm) : round.NameOf(RlStage.NameOf(arm)))?.Counts;
        return new ArmCost
        {
            Arm = title,
            SftLearningRate = arm.IsFineTuned ? sft.Optimizer.LearningRate : double.NaN,
            SftEpochs = arm.IsFineTuned ? sft.Epochs : 0,
            RlLearningRate = rl.Optimizer.LearningRate,
            Examples = examples.Length,
            ClonedTokens = examples.Sum(example => (long)example.TargetIds.Length - example.LossStart),
            SftTokens = Sum(run, paths.SftMetrics, SftStage.Tokens),
            Problems = counts?.GetValueOrDefault("problems") ?? 0,
            Easier = counts?.GetValueOrDefault("easier") ?? 0,
            RlSampledTokens = Sum(run, paths.RlMetrics, RlMetricNames.SampledTokens, RlMetricNames.OnlineGuidedTokens),
            RlTokens = Sum(run, paths.RlMetrics, RlMetricNames.TotalTokens, RlMetricNames.OnlineTermTokens),
            PreparingTokens = Preparing(run, arm, prepared.Attempts, prepared.Guided)
                + (round is null ? 0 : run.Ledger.Find(round.NameOf(MineStage.Name))?.Counts.GetValueOrDefault("tokens") ?? 0),
            TuningTokens = round is not null || run.Options.Tune is null || !File.Exists(paths.Tuning) ? 0
                : JsonLines.Read<TuningTrial>(paths.Tuning).Sum(trial => trial.SampledTokens + trial.TrainedTokens),
        };
    }

    private static long Preparing(RunView run, ArmOptions arm, long attempts, long guided) => arm.Examples switch
    {
        ExampleOptions.Interventions { Filter: false, Suffix: false } => attempts,
        ExampleOptions.Interventions => attempts + guided,
        ExampleOptions.SelfRefinement => attempts + Written(run, arm),
        ExampleOptions.OracleSolutions => Written(run, arm),
        _ => 0,
    };

    private static long Written(RunView run, ArmOptions arm) => !File.Exists(run.Paths.Arm(arm.Name).Solutions) ? 0
        : JsonLines.Read<WrittenSolution>(run.Paths.Arm(arm.Name).Solutions).Sum(solution => solution.Usage?.OutputTokens ?? 0);

    /// <summary>The sum of some metrics over all steps.</summary>
    /// <param name="run">The run.</param>
    /// <param name="metrics">The artifact of metrics.</param>
    /// <param name="names">The metrics.</param>
    internal static long Sum(RunView run, string metrics, params string[] names) =>
        (long)run.Records<MetricsRecord>(metrics).Sum(line => names.Sum(name => line.Find(name) ?? 0));
}
