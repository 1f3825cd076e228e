using Intervene.Options;

namespace Intervene.Pipeline.Stages;

/// <summary>The stages of a recipe in their order: reading this file is reading Algorithm 1.</summary>
public static class StageList
{
    internal const string WarmUpFolder = "00-warm-up";
    internal const string WarmUpExamples = WarmUpFolder + "/examples.jsonl";
    internal const string WarmUpModel = WarmUpFolder + "/model";
    internal const string WarmUpMetrics = WarmUpFolder + "/metrics.jsonl";
    internal const string WarmUpSamples = WarmUpFolder + "/samples.jsonl";
    internal const string WarmUpEvaluation = WarmUpFolder + "/evaluation.jsonl";
    internal const string Samples = "01-samples.jsonl";
    internal const string OracleSolutions = "01-solutions.jsonl";
    internal const string Problems = "01-problems.jsonl";
    internal const string Rollouts = "02-rollouts.jsonl";
    internal const string Steps = "03-steps.jsonl";
    internal const string Replies = "04-replies.jsonl";
    internal const string Interventions = "04-interventions.jsonl";
    internal const string Guided = "05-guided.jsonl";
    internal const string Locations = "05-locations.jsonl";
    internal const string Outcomes = "05-outcomes.jsonl";
    internal const string Funnel = "05-funnel.json";
    internal const string Report = "09-report.html";

    /// <summary>Every verb with what it does.</summary>
    public static IReadOnlyList<(string Verb, string Description)> Verbs { get; } =
    [
        (WarmUpStage.Name, "Fine-tune the model on easier problems first, where the recipe asks for it: the base model of all that follows."),
        (MineStage.Name, "Find the problems that the base model never solves and split them."),
        (RolloutStage.Name, "Sample the base model's own attempts at the training problems."),
        (SplitStage.Name, "Cut the attempts into steps."),
        (ProposeStage.Name, "Ask the oracle for the first error of each attempt and one corrected step."),
        (FilterStage.Name, "Keep the corrections from which the model goes on to the right answer, beside three controls."),
        ("sft", "Fine-tune every arm on its examples."),
        ("rl", "Resume reinforcement learning from every arm's model."),
        (RoundStages.Verb, "Mine, intervene and train again with an arm's own policy, for arms of several rounds."),
        ("evaluate", "Measure pass@k of every policy."),
        (ReportStage.Name, "Write the report."),
    ];

    /// <summary>The stages of a recipe.</summary>
    /// <param name="options">The recipe.</param>
    public static IReadOnlyList<Stage> Of(RunOptions options)
    {
        var trained = options.Arms.Where(arm => arm.IsFineTuned).ToList();
        List<Stage> stages =
        [
            MineStage.Of(options), .. options.Benchmarks.Select(benchmark => BenchmarkProblemsStage.Of(benchmark, isAlone: false)),
            RolloutStage.Of(options), SplitStage.Of(options), ProposeStage.Of(options), FilterStage.Of(options),
            .. options.Filter.ValidateLocation ? [LocationsStage.Of(options)] : Array.Empty<Stage>(), FunnelStage.Of(options),
            .. trained.Where(SolutionsStage.IsFor).Select(arm => SolutionsStage.Of(options, arm)),
            .. trained.Select(ExamplesStage.Of),
            .. options.Tune is null ? [] : options.Arms.Select(arm => TuneStage.Of(options, arm)),
            .. trained.Select(arm => SftStage.Of(options, arm)),
            .. options.Arms.Select(arm => RlStage.Of(options, arm)),
            .. options.Arms.SelectMany(arm => RoundStages.Of(options, arm)),
            EvaluateStage.OfBase(options),
            .. options.Arms.SelectMany(arm => RoundStages.Evaluations(options, arm).Prepend(EvaluateStage.Of(options, arm))),
            .. options.Benchmarks.Select(benchmark => BenchmarkStage.OfBase(options, benchmark)),
            .. options.Arms.SelectMany(arm => options.Benchmarks.SelectMany(benchmark =>
                RoundStages.Evaluations(options, arm, benchmark).Prepend(BenchmarkStage.Of(options, benchmark, arm)))),
        ];
        stages = [.. WarmUp(options), .. stages.Select(stage => options.WarmUp is not null && stage.ReadsModel
            ? stage with { Reads = [.. stage.Reads, WarmUpModel] } : stage)];
        return [.. stages, ReportStage.Of([.. stages.SelectMany(stage => stage.Writes)])];
    }

    /// <summary>The stages that measure a recipe's model on its benchmarks, and nothing else.</summary>
    /// <param name="options">The recipe.</param>
    public static IReadOnlyList<Stage> OfBenchmarks(RunOptions options) =>
    [
        .. options.Benchmarks.Select(benchmark => BenchmarkProblemsStage.Of(benchmark, isAlone: true)),
        .. options.Benchmarks.Select(benchmark => BenchmarkStage.OfBase(options, benchmark)),
    ];

    internal static string BenchmarkProblems(BenchmarkOptions benchmark) => $"benchmarks/{benchmark.Name}.jsonl";

    internal static string BenchmarkSamples(string arm, BenchmarkOptions benchmark) =>
        $"arms/{arm}/08-benchmarks/{benchmark.Name}/{BenchmarkStage.SamplesFile}";

    internal static string BenchmarkEvaluation(string arm, BenchmarkOptions benchmark) =>
        $"arms/{arm}/08-benchmarks/{benchmark.Name}/{BenchmarkStage.EvaluationFile}";

    private static Stage[] WarmUp(RunOptions options) => options.WarmUp is null ? [] :
    [
        WarmUpExamplesStage.Of(options), WarmUpStage.Of(),
        .. options.WarmUp.Measure is null ? Array.Empty<Stage>() : [WarmUpMeasureStage.Of()],
    ];

    internal static string Examples(ArmOptions arm) => $"arms/{arm.Name}/05-examples.jsonl";

    internal static string Solutions(ArmOptions arm) => $"arms/{arm.Name}/04-solutions.jsonl";

    internal static string Tuning(ArmOptions arm) => $"arms/{arm.Name}/05-tuning.jsonl";

    internal static string SftModel(ArmOptions arm) => $"arms/{arm.Name}/06-sft/model";

    internal static string SftMetrics(ArmOptions arm) => $"arms/{arm.Name}/06-sft/metrics.jsonl";

    internal static string RlModel(ArmOptions arm) => $"arms/{arm.Name}/07-rl/model";

    internal static string RlMetrics(ArmOptions arm) => $"arms/{arm.Name}/07-rl/metrics.jsonl";

    internal static string RlRollouts(ArmOptions arm) => $"arms/{arm.Name}/07-rl/rollouts";

    internal static string RlHeldOut(ArmOptions arm) => $"arms/{arm.Name}/07-rl/held-out.jsonl";

    internal static string RlHeldOutSamples(ArmOptions arm) => $"arms/{arm.Name}/07-rl/held-out";

    internal static string RlLikelihood(ArmOptions arm) => $"arms/{arm.Name}/07-rl/likelihood.jsonl";

    internal static string RlLikelihoodTexts(ArmOptions arm) => $"arms/{arm.Name}/07-rl/likelihood";

    internal static string RlOnline(ArmOptions arm) => $"arms/{arm.Name}/07-rl/online.jsonl";

    internal static string EvaluationSamples(string arm) => $"arms/{arm}/08-samples.jsonl";

    internal static string Evaluation(string arm) => $"arms/{arm}/08-evaluation.jsonl";
}
