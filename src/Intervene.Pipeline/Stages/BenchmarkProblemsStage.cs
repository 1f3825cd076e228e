using System.Globalization;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Problems.Reading;

namespace Intervene.Pipeline.Stages;

/// <summary>Reads a benchmark, and tells which of its questions the run has too. It stands before any training.</summary>
internal static class BenchmarkProblemsStage
{
    private const int Shown = 5;

    public static string NameOf(BenchmarkOptions benchmark) => "benchmark/" + benchmark.Name;

    /// <summary>The stage.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="isAlone">Whether there is no run whose training problems could be the same.</param>
    public static Stage Of(BenchmarkOptions benchmark, bool isAlone) => new()
    {
        Name = NameOf(benchmark),
        Verb = "evaluate",
        Options =
        [
            $"benchmarks.{benchmark.Name}.count", $"benchmarks.{benchmark.Name}.count_seed", $"benchmarks.{benchmark.Name}.problems",
        ],
        Ignored = [$"benchmarks.{benchmark.Name}.problems.path"], // what the files hold counts, not where they are
        ReadsModel = false,
        Benchmark = benchmark.Name,
        Reads = isAlone ? [] : [StageList.Problems],
        Writes = [StageList.BenchmarkProblems(benchmark)],
        Run = context => Task.FromResult(Run(context, benchmark, isAlone)),
    };

    private static IReadOnlyDictionary<string, long> Run(StageContext context, BenchmarkOptions benchmark, bool isAlone)
    {
        var run = context.Run;
        var (problems, complaints) = BenchmarkSource.Load(run.Options, benchmark);
        foreach (var complaint in complaints)
        {
            context.Say(complaint);
        }

        if (BenchmarkSource.NoteOf(benchmark) is { } note)
        {
            context.Say(note);
        }

        if (benchmark.Count > problems.Count)
        {
            context.Say(string.Create(
                CultureInfo.InvariantCulture, $"count is {benchmark.Count}, and there are {problems.Count} problems: all of them are taken"));
        }

        var own = isAlone ? [] : run.Mined.DistinctBy(mined => QuestionText.Normalise(mined.Problem.Question), StringComparer.Ordinal)
            .ToDictionary(mined => QuestionText.Normalise(mined.Problem.Question), StringComparer.Ordinal);
        var easier = run.Options.Arms.Any(arm => run.Options.RlOf(arm).Problems.Easier > 0);
        BenchmarkProblem[] records = [.. problems.Select(problem =>
        {
            var same = own.GetValueOrDefault(QuestionText.Normalise(problem.Question));
            return new BenchmarkProblem
            {
                Problem = problem,
                SameAs = same?.Problem.Id,
                SameSplit = same?.Split,
                Trained = same is not null && (same.Split == ProblemSplit.Train || (easier && same.Split is null && same.Correct > 0)),
            };
        })];
        Tell(context, BenchmarkOverlap.Of(benchmark.Name, records));
        JsonLines.Write(Path.Combine(run.Paths.Root, StageList.BenchmarkProblems(benchmark)), records);
        return new Dictionary<string, long>
        {
            ["problems"] = records.Length,
            ["trained"] = records.Count(record => record.Trained),
        };
    }

    private static void Tell(StageContext context, BenchmarkOverlap overlap)
    {
        if (overlap.HeldOut + overlap.Easy > 0)
        {
            context.Say(string.Create(CultureInfo.InvariantCulture, $"{overlap.HeldOut} of its {overlap.Problems} questions are held-out problems "
                + $"of the run, and {overlap.Easy} are easy ones: they are measured twice"));
        }

        if (overlap.Trained == 0)
        {
            return;
        }

        Require(context.Run.Options, overlap);
        context.Say(Found(overlap));
    }

    /// <summary>Refuses a benchmark whose questions may be trained on, where the recipe says so.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="overlap">What the run has of the benchmark.</param>
    /// <exception cref="InterveneException">There is such a question and <c>evaluate.overlap</c> is <c>refuse</c>.</exception>
    public static void Require(RunOptions options, BenchmarkOverlap overlap)
    {
        if (options.Evaluate.Overlap == OverlapPolicy.Refuse && overlap.Trained > 0)
        {
            throw new InterveneException($"benchmark {overlap.Benchmark}: {Found(overlap)}. Leave them out of the training with decontaminate, or "
                + "measure the benchmark with them with evaluate.overlap: show.");
        }
    }

    private static string Found(BenchmarkOverlap overlap) => string.Create(
        CultureInfo.InvariantCulture, $"{overlap.Trained} of its {overlap.Problems} questions may be trained on, word for word: "
            + $"{string.Join(", ", overlap.First.Take(Shown))}{(overlap.Trained > Shown ? ", …" : "")}");
}
