using System.Text.Json;
using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Rewards;
using Intervene.Rollouts;

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
        var (samples, records) = (run.Options.SamplesOf(benchmark), new List<BenchmarkRecord>());
        SampleItem[] items = [.. problems.Select(record => new SampleItem
        {
            Problem = record.Problem,
            PromptIds = run.Prompts.Encode(record.Problem.Question),
            Key = RandomKey.Of(run.Options.Seed, "benchmark/" + benchmark.Name, record.Problem.Id),
            Samples = samples,
            Sampling = sampling,
        })];
        var numbers = problems.Index().ToDictionary(entry => entry.Item.Problem.Id, entry => entry.Index, StringComparer.Ordinal);
        var counts = policies.ToDictionary(policy => policy.Policy, _ => new SampleCounts[items.Length], StringComparer.Ordinal);
        long done = 0, total = (long)policies.Count * items.Length * samples;
        var folder = Path.Combine(run.Paths.Arm(arm).Benchmarks, benchmark.Name);
        Directory.CreateDirectory(folder);
        using (var journal = Journal<(string Policy, string Problem, int Sample), GradedSample>.Open(
            Path.Combine(folder, SamplesFile), record => (record.Policy, record.ProblemId, record.Sample), Count))
        {
            foreach (var (name, directory) in policies)
            {
                var version = EvaluateStage.VersionOf(run, arm, name, directory);
                await GradedSampler.RunAsync(
                    context,
                    new StageSampling(
                        run.Options.Evaluate.Engine ?? run.Options.Engine,
                        new SampledPolicy(
                            arm == EvaluateStage.Base ? SampledPolicy.Base : ArmRounds.PolicyName(arm, run.Round, name), directory, version),
                        NeedsLogProbs: false),
                    items, journal, (item, sample) => (name, problems[item].Problem.Id, sample),
                    graded => Samples.RecordOf(name, problems[graded.Item].Problem.Id, graded), Count).ConfigureAwait(false);
                records.AddRange(problems.Select((problem, i) => RecordOf(benchmark.Name, name, problem, counts[name][i], version, sampling)));
            }

            journal.Seal(policies.SelectMany(
                policy => items.SelectMany(item => Enumerable.Range(0, samples).Select(sample => (policy.Policy, item.Problem.Id, sample)))));
        }

        AtomicFile.Write(
            Path.Combine(folder, EvaluationFile),
            string.Concat(records.Select(record => JsonSerializer.Serialize(record, RecordJson.Options) + "\n")));
        return new Dictionary<string, long>
        {
            ["problems"] = items.Length,
            ["policies"] = policies.Count,
            ["solved"] = records.Count(record => record.Correct > 0),
        };

        void Count(GradedSample record)
        {
            var own = counts[record.Policy];
            own[numbers[record.ProblemId]] += record;
            done++;
            context.Report(done, total, $"{record.Policy}: {own.Count(count => count.Correct > 0)} solved");
        }
    }

    private static BenchmarkRecord RecordOf(
        string benchmark, string policy, BenchmarkProblem problem, SampleCounts counts, string version, SamplingOptions sampling) => new()
        {
            Benchmark = benchmark,
            ProblemId = problem.Problem.Id,
            Policy = policy,
            Samples = counts.Graded > 0 ? counts.Graded : throw new InterveneException(
            $"benchmark {benchmark}: none of the {counts.Samples} samples of problem {problem.Problem.Id} by {policy} has a grade: the verifier "
            + $"failed ({string.Join(", ", counts.Verdicts.Keys)}). Mend it and use --redo evaluate."),
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
