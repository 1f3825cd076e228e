using System.Globalization;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Reports;
using Intervene.Reports.Content;
using Intervene.Statistics;

namespace Intervene.Pipeline.Stages;

/// <summary>Shows what the run measured: the page, its figures and its tables.</summary>
public static class ReportStage
{
    internal const string Name = "report";

    internal static Stage Of(IReadOnlyList<string> artifacts) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["report", "evaluate.k", "arms", "mine", "filter", "sft", "rl", "tune", "evaluate"],
        Reads = artifacts,
        Writes = [StageList.Report],
        Run = context =>
        {
            ReportFiles.Write(Collect(context.Run), context.Run.Paths.Root);
            return Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());
        },
    };

    /// <summary>What the report shows, from the artifacts; it can be written anew at any time.</summary>
    /// <param name="session">The run; <c>filter</c> has finished.</param>
    public static ReportData Collect(RunSession session)
    {
        if (!File.Exists(session.Paths.Funnel))
        {
            throw new InterveneException(
                $"{session.Paths.Root}: the stage 'funnel' has not finished there, and there is nothing to report. Run 'intervene run' first.");
        }

        var mined = session.Mined;
        var funnel = JsonFile.Read<Funnel>(session.Paths.Funnel);
        var manifest = session.Paths.ManifestRecord;
        return new ReportData
        {
            Title = session.Options.Report.Title,
            Subtitle =
                $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(session.ModelPath))} on "
                    + $"{string.Join(", ", mined.Select(m => m.Problem.Source).Distinct())}",
            Options = OptionFacts(session.Options),
            Environment =
            [
                new("Intervene", manifest.Product), new("Runtime", manifest.DotNet), new("System", manifest.OperatingSystem),
                new("Tensors", manifest.Torch), new("Threads", Text(manifest.Threads)),
                new("Seed", Text(session.Options.Seed)), new("Weights", session.BaseVersion),
            ],
            StageTimes =
                [.. session.Ledger.Finished.Where(stage => stage.Stage != Name)
                    .Select(stage => new StageTime(
                        stage.Stage, stage.Seconds, string.Join(", ", stage.Counts.Select(count => $"{count.Key} {Text(count.Value)}"))))],
            Splits = [.. Enum.GetValues<ProblemSplit>().Select(split => new SplitCount(
                split, mined.Count(m => m.Split == split), mined.Where(m => m.Split == split)
                    .Sum(m => (long)m.Attempts), mined.Where(m => m.Split == split).Sum(m => (long)m.Correct)))],
            Funnel = FunnelRows.Of(funnel),
            FunnelFindings = FunnelFindings.Of(funnel),
            Controls = [.. funnel.Arms.Select(arm => new ControlRow
            {
                Arm = arm.Arm, Problems = arm.Problems, Solved = arm.Solved, Rollouts = arm.Rollouts, Accuracy = Of(arm.Accuracy, arm.Reported),
            })],
            Lifts = funnel.Lifts,
            Oracles = funnel.Oracles,
            Agreements = funnel.Agreements,
            Locations = funnel.Locations,
            PassAtK = RunCurves.PassAtK(session.Paths, session.Options),
            Outcomes = RunCurves.Outcomes(session.Paths, session.Options),
            Differences = RunCurves.Differences(session.Paths, session.Options),
            Training = RunCurves.Training(session.Paths, session.Options),
            Alarms = RunCurves.Alarms(session.Paths, session.Options),
            Places = RunAnalyses.Places(session),
            Lengths = RunAnalyses.Lengths(session),
            Costs = RunAnalyses.Costs(session, funnel),
            Likelihoods = RunAnalyses.Likelihoods(session),
            ArmCosts = RunCosts.Of(session),
            Tuning = RunCosts.Tuning(session),
            CloneVariants = RunCosts.CloneVariants(session.Options),
            Examples = ReportExamples.Interventions(session),
            Samples = ReportExamples.Rollouts(session),
        };
    }

    private static List<ReportFact> OptionFacts(RunOptions options) =>
    [
        new("Rollouts while mining", Text(options.Mine.Attempts)), new("Guided rollouts an arm", Text(options.Filter.Samples)),
        new("SFT",
            string.Create(CultureInfo.InvariantCulture,
                $"{options.Sft.Epochs} epochs, batch {options.Sft.BatchSize}, lr {options.Sft.Optimizer.LearningRate:G3}")),
        new("RL",
            string.Create(CultureInfo.InvariantCulture,
                $"{options.Rl.Steps} steps of {options.Rl.BatchSize} × {options.Rl.GroupSize}, lr {options.Rl.Optimizer.LearningRate:G3}")),
        new("Evaluation",
            string.Create(
                CultureInfo.InvariantCulture, $"{options.Evaluate.Samples} samples, temperature {options.Evaluate.Sampling.Temperature:G3}")),
    ];

    private static Estimate Of(double value, Interval interval) => new(value, interval.Low, interval.High);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
