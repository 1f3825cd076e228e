using System.Globalization;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>Reads what a run's policies did on its benchmarks.</summary>
public static class RunBenchmarks
{
    /// <summary>Every policy on every benchmark that it was measured on, and every two of them.</summary>
    /// <param name="paths">The run.</param>
    /// <param name="options">Its recipe.</param>
    public static BenchmarkResults Of(RunPaths paths, RunOptions options)
    {
        var measured = options.Benchmarks.Select(benchmark => (Benchmark: benchmark, Policies: Policies(paths, options, benchmark))).ToArray();
        return new BenchmarkResults
        {
            Outcomes =
            [
                .. measured.SelectMany(one => one.Policies.SelectMany(policy => BenchmarkComparison.Outcomes(
                    one.Benchmark.Name, policy.Name, policy.Records, options.KOf(one.Benchmark), options.Seed))),
            ],
            Differences = [.. measured.SelectMany(one => BenchmarkComparison.Pairs(one.Benchmark.Name, one.Policies, options.Seed))],
            Overlaps =
            [
                .. options.Benchmarks.Where(benchmark => File.Exists(Path.Combine(paths.Root, StageList.BenchmarkProblems(benchmark))))
                    .Select(benchmark => BenchmarkOverlap.Of(benchmark.Name, BenchmarkStage.ProblemsOf(paths.Root, benchmark))),
            ],
        };
    }

    /// <summary>What the benchmarks of a recipe come to, a line each; they are read.</summary>
    /// <param name="options">The recipe.</param>
    /// <exception cref="InterveneException">A benchmark cannot be read.</exception>
    public static IEnumerable<string> Plan(RunOptions options)
    {
        var policies = 1 + options.Arms.Sum(arm => (arm.IsFineTuned ? 2 : 1) * (arm.Rounds ?? 1));
        foreach (var benchmark in options.Benchmarks)
        {
            var (problems, complaints) = BenchmarkSource.Load(options, benchmark);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{benchmark.Name}: {problems.Count} problems × {options.SamplesOf(benchmark)} samples × {policies} policies = "
                + $"{(long)problems.Count * options.SamplesOf(benchmark) * policies} rollouts of at most "
                + $"{options.Evaluate.SamplingOf(benchmark).MaxTokens} tokens");
            foreach (var complaint in complaints)
            {
                yield return $"{benchmark.Name}: {complaint}";
            }
        }
    }

    /// <summary>The policies of a run that were measured on a benchmark, with their records.</summary>
    /// <param name="paths">The run.</param>
    /// <param name="options">Its recipe.</param>
    /// <param name="benchmark">The benchmark.</param>
    public static IReadOnlyList<(PolicyName Name, IReadOnlyList<BenchmarkRecord> Records)> Policies(
        RunPaths paths, RunOptions options, BenchmarkOptions benchmark) =>
    [
        .. ArmRounds.Trained(paths, options).Select(arm => (arm.Title, arm.Paths)).Prepend((Title: "Base", Paths: paths.Arm(EvaluateStage.Base)))
            .Select(arm => (arm.Title, Path: Path.Combine(arm.Paths.Benchmarks, benchmark.Name, BenchmarkStage.EvaluationFile)))
            .Where(arm => File.Exists(arm.Path))
            .SelectMany(arm => RecordTable<(string, string), BenchmarkRecord>.Read(arm.Path, record => (record.Policy, record.ProblemId)).Values
                .GroupBy(record => record.Policy, StringComparer.Ordinal)
                .Select(policy => (new PolicyName(arm.Title, policy.Key), (IReadOnlyList<BenchmarkRecord>)[.. policy]))),
    ];
}
