using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Rewards;

namespace Intervene.Pipeline.Stages;

/// <summary>Measures the policies of an arm, or the base model, on a benchmark.</summary>
internal static class BenchmarkStage
{
    /// <summary>The names of its files below a benchmark's folder.</summary>
    public const string SamplesFile = "samples.jsonl", EvaluationFile = "evaluation.jsonl";

    public static string NameOf(BenchmarkOptions benchmark, string arm) => $"benchmark/{benchmark.Name}/{arm}";

    public static Stage OfBase(RunOptions options, BenchmarkOptions benchmark)
    {
        var samples = StageList.BenchmarkSamples(EvaluateStage.Base, benchmark);
        return new Stage
        {
            Name = NameOf(benchmark, EvaluateStage.Base),
            Verb = "evaluate",
            Options =
            [
                "seed", "prompt", "verifier", $"benchmarks.{benchmark.Name}.max_tokens",
                benchmark.Samples is null ? "evaluate.samples" : $"benchmarks.{benchmark.Name}.samples",
                options.Evaluate.Decoding is null ? "evaluate.sampling" : "evaluate.decoding",
            ],
            Engine = StageEngine.KeyOf(options.Evaluate.Engine ?? options.Engine),
            Reads = [StageList.BenchmarkProblems(benchmark)],
            Writes = [samples, StageList.BenchmarkEvaluation(EvaluateStage.Base, benchmark)],
            Scratch = [samples + ".partial"],
            Run = context => RunAsync(context, benchmark, EvaluateStage.Base, [(EvaluateStage.Base, context.Run.ModelPath)]),
        };
    }

    public static Stage Of(RunOptions options, BenchmarkOptions benchmark, ArmOptions arm)
    {
        var (evaluation, samples) = (EvaluateStage.Of(options, arm), StageList.BenchmarkSamples(arm.Name, benchmark));
        return OfBase(options, benchmark) with
        {
            Name = NameOf(benchmark, arm.Name),
            ReadsModel = false,
            Reads = [StageList.BenchmarkProblems(benchmark), .. evaluation.Reads.Where(artifact => artifact != StageList.Problems)],
            Writes = [samples, StageList.BenchmarkEvaluation(arm.Name, benchmark)],
            Scratch = [samples + ".partial"],
            Refusal = evaluation.Refusal,
            IsLeftOut = evaluation.IsLeftOut,
            Run = context => RunAsync(context, benchmark, arm.Name, EvaluateStage.PoliciesOf(context.Run, arm)),
        };
    }

    /// <summary>The problems of a benchmark, as the run read them.</summary>
    public static IReadOnlyList<BenchmarkProblem> ProblemsOf(string root, BenchmarkOptions benchmark)
    {
        var path = Path.Combine(root, StageList.BenchmarkProblems(benchmark));
        return [.. RecordTable<string, BenchmarkProblem>.Read(path, record => record.Problem.Id).Values];
    }

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(
        StageContext context, BenchmarkOptions benchmark, string arm, IReadOnlyList<(string Policy, string Directory)> policies)
    {
        var run = context.Run;
        var (problems, sampling) = (ProblemsOf(run.Whole.Paths.Root, benchmark), run.Options.Evaluate.SamplingOf(benchmark));
        BenchmarkProblemsStage.Require(run.Options, BenchmarkOverlap.Of(benchmark.Name, problems));
        SampleItem[] items = [.. problems.Select(record => new SampleItem
        {
            Problem = record.Problem,
            PromptIds = run.Prompts.Encode(record.Problem.Question),
            Key = RandomKey.Of(run.Options.Seed, "benchmark/" + benchmark.Name, record.Problem.Id),
            Samples = run.Options.SamplesOf(benchmark),
            Sampling = sampling,
        })];
        var folder = Path.Combine(run.Paths.Arm(arm).Benchmarks, benchmark.Name);
        (string Name, SampledPolicy Policy)[] sampled = [.. policies.Select(policy => (policy.Policy, EvaluateStage.SampledOf(
            run, arm, policy.Policy, policy.Directory, EvaluateStage.VersionOf(run, arm, policy.Policy, policy.Directory))))];
        var counts = await PolicySamples.CountAsync(
            context, Path.Combine(folder, SamplesFile), run.Options.Evaluate.Engine ?? run.Options.Engine, sampled, items).ConfigureAwait(false);
        BenchmarkRecord[] records = [.. sampled.SelectMany(policy => problems.Select((problem, i) => RecordOf(
            benchmark.Name, policy.Name, problem, counts[policy.Name][i], policy.Policy.Version, sampling)))];
        JsonLines.Write(Path.Combine(folder, EvaluationFile), records);
        return new Dictionary<string, long>
        {
            ["problems"] = items.Length,
            ["policies"] = policies.Count,
            ["solved"] = records.Count(record => record.Correct > 0),
        };
    }

    private static BenchmarkRecord RecordOf(
        string benchmark, string policy, BenchmarkProblem problem, SampleCounts counts, string version, SamplingOptions sampling) => new()
        {
            Benchmark = benchmark,
            ProblemId = problem.Problem.Id,
            Policy = policy,
            Samples = counts.RequireGraded(
                $"benchmark {benchmark}: problem {problem.Problem.Id} by {policy}", "Mend it and use --redo evaluate."),
            Correct = counts.Correct,
            Truncated = counts.Truncated,
            NoAnswer = counts.Verdicts.GetValueOrDefault(Verdicts.NoAnswer),
            Unparsable = counts.Verdicts.GetValueOrDefault(Verdicts.Unparsable),
            RivalVotes = counts.RivalVotes,
            MeanLength = (double)counts.Tokens / counts.Samples,
            WeightVersion = version,
            Decoding = sampling,
            Trained = problem.Trained,
        };
}
