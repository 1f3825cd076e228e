using System.Globalization;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>Reads the curves of a run from its artifacts.</summary>
public static class RunCurves
{
    /// <summary>pass@k of the base model and of every arm that has been evaluated.</summary>
    public static IReadOnlyList<PassAtKCurve> PassAtK(RunPaths paths, RunOptions options) =>
        [.. Outcomes(paths, options).Select(outcome => Curve(outcome.Name.Arm, outcome.Summary))];

    /// <summary>What the base model and every arm's policies did, in the order of the pass@k curves.</summary>
    public static IReadOnlyList<PolicyOutcome> Outcomes(RunPaths paths, RunOptions options) =>
    [
        .. Evaluated(paths, options).SelectMany(arm => EvaluationSummary.Of(arm.Records, options.Evaluate.K, options.Seed)
            .Select(summary => new PolicyOutcome(new PolicyName(arm.Title, summary.Policy), summary))),
    ];

    /// <summary>
    /// Every two policies on every split, problem by problem; those of different <see cref="EvaluationConditions"/> are not compared, and their
    /// titles say so.
    /// </summary>
    public static IReadOnlyList<PolicyDifference> Differences(RunPaths paths, RunOptions options) =>
        [.. Evaluated(paths, options).GroupBy(arm => arm.Conditions, StringComparer.Ordinal)
            .SelectMany(alike => PolicyComparison.Pairs([.. alike.SelectMany(PoliciesOf)], options.Seed))];

    /// <summary>The policies that were measured as the base model was, that among them, with their records of all splits.</summary>
    public static IReadOnlyList<(PolicyName Name, IReadOnlyList<EvaluationRecord> Records)> ComparedWithBase(RunPaths paths, RunOptions options)
    {
        var arms = Evaluated(paths, options).ToArray();
        return [.. arms.Where(arm => arm.Conditions == arms[0].Conditions).SelectMany(PoliciesOf)];
    }

    /// <summary>Reinforcement learning of every arm that has begun it.</summary>
    public static IReadOnlyList<TrainingCurve> Training(RunPaths paths, RunOptions options) =>
    [
        .. ArmRounds.Trained(paths, options).Where(arm => File.Exists(arm.Paths.RlMetrics))
            .Select(arm => new TrainingCurve(arm.Title, [.. JsonLines.Read<MetricsRecord>(arm.Paths.RlMetrics).Select(Point)])),
    ];

    /// <summary>The alarms of reinforcement learning, heard again in the recorded metrics: of each kind an arm's first, and how often it came.</summary>
    public static IReadOnlyList<ReportFact> Alarms(RunPaths paths, RunOptions options) =>
    [
        .. ArmRounds.Trained(paths, options).Where(arm => File.Exists(arm.Paths.RlMetrics)).SelectMany(arm =>
        {
            var alarms = new RlAlarms();
            return JsonLines.Read<MetricsRecord>(arm.Paths.RlMetrics)
                .SelectMany(line => alarms.ByKind(line.Metrics).Select(alarm => (alarm.Kind, alarm.Message, Step: Number(line.Step)))).ToArray()
                .GroupBy(alarm => alarm.Kind, StringComparer.Ordinal)
                .Select(kind => new ReportFact(
                    $"{arm.Title}, step {kind.First().Step}" + (kind.Count() > 1 ? $", the first of {Number(kind.Count())} times" : ""),
                    kind.First().Message));
        }),
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Title, string Conditions, IReadOnlyList<EvaluationRecord> Records)> Evaluated(
        RunPaths paths, RunOptions options)
    {
        var conditions = new EvaluationConditions(StageLedger.Open(paths.Stages));
        return ArmRounds.Trained(paths, options).Select(arm => (arm.Title, Conditions: conditions.Of(arm.Arm.Name, arm.Round), arm.Paths.Evaluation))
            .Prepend((Title: "Base", Conditions: conditions.OfBase, paths.Arm(EvaluateStage.Base).Evaluation))
            .Where(arm => File.Exists(arm.Evaluation))
            .Select(arm => (
                arm.Conditions == conditions.OfBase ? arm.Title : arm.Title + " (measured otherwise)", arm.Conditions, Records(arm.Evaluation)));
    }

    private static IEnumerable<(PolicyName Name, IReadOnlyList<EvaluationRecord> Records)> PoliciesOf(
        (string Title, string Conditions, IReadOnlyList<EvaluationRecord> Records) arm) => arm.Records
            .GroupBy(record => record.Policy, StringComparer.Ordinal)
            .Select(policy => (new PolicyName(arm.Title, policy.Key), (IReadOnlyList<EvaluationRecord>)[.. policy]));

    private static IReadOnlyList<EvaluationRecord> Records(string path) =>
        [.. RecordTable<(string, string), EvaluationRecord>.Read(path, record => (record.Policy, record.ProblemId)).Values];

    private static PassAtKCurve Curve(string arm, PolicySummary summary) => new()
    {
        Arm = arm,
        Policy = summary.Policy,
        Split = summary.Split,
        Problems = summary.Problems,
        Samples = summary.Samples,
        Points = [.. summary.PassAtK.Select(point => new PassAtKPoint(point.K, Estimate.Of(point.Rate, point.Interval)))],
    };

    private static TrainingPoint Point(MetricsRecord line) => new()
    {
        Step = (int)line.Step,
        RewardMean = line.Find(RlMetricNames.Score) ?? double.NaN,
        ZeroAdvantageRatio = line.Find(RlMetricNames.ZeroAdvantage) ?? double.NaN,
        AllWrongRatio = line.Find(RlMetricNames.AllWrong) ?? double.NaN,
        AllRightRatio = line.Find(RlMetricNames.AllRight) ?? double.NaN,
        Entropy = line.Find(RlMetricNames.Entropy) ?? double.NaN,
        ResponseLength = line.Find(RlMetricNames.Length) ?? double.NaN,
    };
}
