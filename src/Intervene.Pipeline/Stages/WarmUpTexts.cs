using System.Globalization;
using Intervene.Completions;
using Intervene.Examples;
using Intervene.Options;
using Intervene.Problems.Overlap;
using Intervene.Problems.Reading;
using Intervene.Problems.Rows;

namespace Intervene.Pipeline.Stages;

/// <summary>What the warm-up clones, and what was left out of its files.</summary>
/// <param name="Texts">The texts, in the order of the sources.</param>
/// <param name="Problems">Problems that gave one.</param>
/// <param name="WithoutSolution">Problems without a worked solution.</param>
/// <param name="Dropped">Rows that are no problem, come twice, or stand among the problems that are kept apart.</param>
public sealed record WarmUpTexts(
    IReadOnlyList<(string ProblemId, string Question, string Text)> Texts, int Problems, int WithoutSolution, DroppedRows Dropped)
{
    /// <summary>The reason for which a row is left out that shares its question with a problem of the run or of those held out.</summary>
    public const string Contaminated = "contaminated";

    /// <summary>Reads the sources, keeps apart what must be, and words what is left.</summary>
    /// <param name="options">The recipe; it has a warm-up.</param>
    /// <exception cref="InterveneException">A source cannot be read, or all together give no text.</exception>
    public static WarmUpTexts Of(RunOptions options)
    {
        var warmUp = options.WarmUp ?? throw new InvalidOperationException("a recipe without a warm-up");
        var apart = Apart(options, warmUp);
        var dropped = new DroppedRows();
        var unique = new UniqueProblems(dropped);
        foreach (var (problem, where) in warmUp.Data.SelectMany(source => ProblemSources.FromFile(source, options.Verifier, dropped)))
        {
            if (apart.Find(problem) is { } found && found.Share >= options.Decontaminate.Share)
            {
                dropped.Add(new DroppedRow(Contaminated, where, string.Create(
                    CultureInfo.InvariantCulture, $"{found.Share:P0} of the question is in {found.Benchmark} {found.BenchmarkId}: {found.Text}")));
            }
            else
            {
                unique.Add(problem, where);
            }
        }

        var texts = new List<(string, string, string)>();
        var (problems, without) = (0, 0);
        foreach (var problem in unique.Kept.Select(placed => placed.Problem))
        {
            var key = RandomKey.Of(warmUp.Seed, "warm-up/wording", problem.Id);
            string[] own = [.. Enumerable.Range(0, WarmUpText.HasWordings(problem) ? warmUp.Renderings : 1)
                .Select(i => WarmUpText.Of(problem, options.Split.Separator, warmUp.Calculations, warmUp.Answers, key, i)).OfType<string>()];
            texts.AddRange(own.Select(text => (problem.Id, problem.Question, text)));
            (problems, without) = (problems + Math.Sign(own.Length), without + (own.Length == 0 ? 1 : 0));
        }

        var all = new WarmUpTexts(texts, problems, without, dropped);
        return texts.Count > 0 ? all : throw new InterveneException(
            $"warm_up.data gives nothing to train on: {without} problems have no worked solution. {string.Join(" ", all.Complaints())} Name the "
                + $"column of solutions (columns.solution) or equations (columns.equation), or leave warm_up out.");
    }

    /// <summary>A line for every reason for which rows were left out.</summary>
    public IEnumerable<string> Complaints() => ProblemSources.Complaints(Dropped);

    private static BenchmarkIndex Apart(RunOptions options, WarmUpOptions warmUp)
    {
        var index = new BenchmarkIndex(options.Decontaminate.Words);
        foreach (var problem in ProblemSources.Load(options).Problems)
        {
            index.Add(problem.Source, problem);
        }

        foreach (var benchmark in options.Benchmarks)
        {
            foreach (var problem in BenchmarkSource.Load(options, benchmark).Problems)
            {
                index.Add(benchmark.Name, problem);
            }
        }

        var measured = warmUp.Measure?.Data ?? [];
        foreach (var read in options.Decontaminate.Against.Concat(warmUp.HeldOut).Concat(measured)
            .Select(source => ProblemFile.Read(ProblemSources.Query(source, options.Verifier))))
        {
            foreach (var (problem, _) in read.Problems)
            {
                index.Add(read.Source, problem);
            }
        }

        return index;
    }
}
