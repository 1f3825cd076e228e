using System.Globalization;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Reports;
using Intervene.Reports.Content;
using Intervene.Statistics;

namespace Intervene.Pipeline.Stages;

/// <summary>Shows what the run measured: the page, its figures and its tables.</summary>
public static class ReportStage
{
    /// <summary>The stage and its verb.</summary>
    public const string Name = "report";

    internal static Stage Of(IReadOnlyList<string> artifacts) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["report", "evaluate.k", "arms", "mine", "filter", "sft", "rl", "tune", "evaluate", "benchmarks"],
        Reads = artifacts,
        Writes = [StageList.Report],
        Run = context =>
        {
            ReportFiles.Write(Collect(context.Run), context.Run.Paths.Root);
            return Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());
        },
    };

    /// <summary>Writes the report of a run directory as it stands: whatever is there, also while another process works in it.</summary>
    /// <param name="directory">The run directory.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="InterveneException">It holds no run, an artifact is damaged, or the report cannot be written.</exception>
    public static string Write(string directory)
    {
        var run = RunView.Open(directory);
        WholeRun.RequireReadable(run.Paths);
        return ReportFiles.Write(Collect(run), run.Paths.Root);
    }

    /// <summary>What the report shows, from the artifacts; it can be written anew at any time.</summary>
    /// <param name="session">The run.</param>
    public static ReportData Collect(RunSession session) => Collect(RunView.Of(session));

    /// <summary>What the report shows, from the artifacts that are there.</summary>
    /// <param name="run">The run.</param>
    public static ReportData Collect(RunView run)
    {
        var mined = run.Mined;
        var funnel = File.Exists(run.Paths.Funnel) ? JsonFile.Read<Funnel>(run.Paths.Funnel) : null;
        var manifest = run.Manifest;
        var policies = RunProblems.Policies(run);
        return new ReportData
        {
            Title = run.Options.Report.Title,
            Subtitle =
                $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Options.Model))} on "
                    + (mined.Count == 0 ? "problems not mined yet" : string.Join(", ", mined.Select(m => m.Problem.Source).Distinct())),
            Model = Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Options.Model)),
            UnderWay = RunProgressFacts.Of(run),
            Options = [.. OptionFacts(run.Options), .. WarmUp(run)],
            Environment =
            [
                new("Intervene", manifest.Product), new("Runtime", manifest.DotNet), new("System", manifest.OperatingSystem),
                new("Tensors", manifest.Torch), new("Threads", Text(manifest.Threads)),
                new("Seed", Text(run.Options.Seed)), new("Weights", Weights(manifest)),
            ],
            StageTimes =
                [.. run.Ledger.Finished.Where(stage => stage.Stage != Name)
                    .Select(stage => new StageTime(
                        stage.Stage, stage.Seconds, string.Join(", ", stage.Counts.Select(count => $"{count.Key} {Text(count.Value)}"))))],
            Splits = [.. Enum.GetValues<ProblemSplit>().Select(split => new SplitCount(
                split, mined.Count(m => m.Split == split), mined.Where(m => m.Split == split)
                    .Sum(m => (long)m.Attempts), mined.Where(m => m.Split == split).Sum(m => (long)m.Correct)))],
            Funnel = funnel is null ? [] : FunnelRows.Of(funnel),
            FunnelFindings = funnel is null ? [] : FunnelFindings.Of(funnel),
            Controls = funnel is null ? [] : [.. funnel.Arms.Select(arm => new ControlRow
            {
                Arm = arm.Arm, Problems = arm.Problems, Solved = arm.Solved, Rollouts = arm.Rollouts, Accuracy = Of(arm.Accuracy, arm.Reported),
            })],
            Lifts = funnel?.Lifts ?? [],
            Oracles = funnel?.Oracles ?? [],
            Agreements = funnel?.Agreements ?? [],
            Locations = funnel?.Locations ?? [],
            PassAtK = RunCurves.PassAtK(run.Paths, run.Options),
            Outcomes = RunCurves.Outcomes(run.Paths, run.Options),
            Benchmarks = run.Benchmarks,
            Differences = RunCurves.Differences(run.Paths, run.Options),
            Training = RunCurves.Training(run.Paths, run.Options),
            Alarms = RunCurves.Alarms(run.Paths, run.Options),
            Places = RunAnalyses.Places(run),
            Lengths = RunAnalyses.Lengths(run),
            Costs = funnel is null ? [] : RunAnalyses.Costs(run, funnel),
            Likelihoods = RunAnalyses.Likelihoods(run),
            ArmCosts = RunCosts.Of(run),
            ArmOptions = RunArtifacts.Options(run),
            Files = RunArtifacts.Of(run),
            Tuning = RunCosts.Tuning(run),
            CloneVariants = RunCosts.CloneVariants(run.Options),
            Examples = ReportExamples.Interventions(run),
            Samples = ReportExamples.Rollouts(run),
            Policies = [.. policies.Select(policy => SeriesNames.Of(policy.Name))],
            Problems = RunProblems.Of(run, policies),
            Readings = RunReadings.Of(run),
            Sections = ReportSections.Of(run),
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

    /// <summary>What the warm-up trained on, and what it bought where that was measured.</summary>
    private static IEnumerable<ReportFact> WarmUp(RunView run)
    {
        if (run.Options.WarmUp is { } options && run.Ledger.Find(WarmUpStage.Name) is { } done)
        {
            yield return new("Warm-up", string.Create(
                CultureInfo.InvariantCulture,
                $"{done.Counts.GetValueOrDefault("texts")} texts, {done.Counts.GetValueOrDefault("tokens")} tokens, batch {options.Sft.BatchSize}, ")
                + string.Create(CultureInfo.InvariantCulture, $"lr {options.Sft.Optimizer.LearningRate:G3}"));
            if (run.Ledger.Find(WarmUpMeasureStage.Name) is not null && File.Exists(run.Paths.WarmUpEvaluation))
            {
                yield return new("What it bought", WarmUpEffect.Of([.. JsonLines.Read<EvaluationRecord>(run.Paths.WarmUpEvaluation)]).ToString());
            }
        }
    }

    /// <summary>The model's hash among the run's inputs.</summary>
    private static string Weights(RunManifest manifest) =>
        manifest.Inputs.FirstOrDefault(input => input.Name == RunInput.Model) is { Sha256: { Length: > 12 } hash } ? hash[..12] : "";

    private static Estimate Of(double value, Interval interval) => new(value, interval.Low, interval.High);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
