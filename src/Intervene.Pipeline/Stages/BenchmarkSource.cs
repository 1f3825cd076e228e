using Intervene.Completions;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Problems.Presets;
using Intervene.Problems.Reading;
using Intervene.Problems.Rows;

namespace Intervene.Pipeline.Stages;

/// <summary>Where a benchmark's problems are, and the problems themselves.</summary>
internal static class BenchmarkSource
{
    /// <summary>The source of a benchmark: its own, its path, or what lies under its name in the folder of all.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="benchmark">One of its benchmarks.</param>
    /// <exception cref="InterveneException">No path is named, and the folder of all has nothing of its name.</exception>
    public static ProblemsOptions Of(RunOptions options, BenchmarkOptions benchmark)
    {
        if (benchmark.Problems is { } own)
        {
            return own is FileProblemsOptions { Source: null } file ? file with { Source = benchmark.Name } : own;
        }

        var known = KnownBenchmarks.Find(benchmark.Name);
        var path = benchmark.Path ?? (options.Evaluate.Data is { } folder ? KnownBenchmarks.Locate(folder, benchmark.Name)
            : throw new InterveneException($"benchmark {benchmark.Name}: its problems lie nowhere. Give it a path, or name the folder of all "
                + $"benchmarks in evaluate.data. No data comes with the program{Home(known)}."));
        var (files, split) = known is null ? (path, null) : KnownBenchmarks.Files(known, path);
        return new FileProblemsOptions { Path = files, Split = split, Preset = known?.Set, Source = benchmark.Name };
    }

    /// <summary>Reads or draws the problems.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="benchmark">One of its benchmarks.</param>
    /// <returns>The problems, and what was left out.</returns>
    /// <exception cref="InterveneException">The source cannot be read or gives no problem.</exception>
    public static (IReadOnlyList<Problem> Problems, IReadOnlyList<string> Complaints) Load(RunOptions options, BenchmarkOptions benchmark)
    {
        var (source, count) = (Of(options, benchmark), CountOf(benchmark));
        var dropped = new DroppedRows();
        IReadOnlyList<Problem> problems;
        if (source is ChainsProblemsOptions)
        {
            problems = ProblemSources.Load(options with { Problems = [source], Decontaminate = new(), Seed = benchmark.CountSeed }).Problems;
        }
        else
        {
            var read = ProblemFile.Read(ProblemSources.Query((FileProblemsOptions)source, options.Verifier));
            problems = [.. UniqueProblems.Of([read], dropped).Select(placed => placed.Problem)];
        }

        var complaints = ProblemSources.Complaints(dropped).ToList();
        if (problems.Count == 0)
        {
            throw new InterveneException($"benchmark {benchmark.Name}: its source gives no problem. {string.Join(" ", complaints)} "
                + "'intervene problems FILE' shows what is wrong.");
        }

        return (Drawn(problems, count, benchmark.CountSeed), complaints);
    }

    /// <summary>What to know of a benchmark; null for nothing.</summary>
    /// <param name="benchmark">The benchmark.</param>
    public static string? NoteOf(BenchmarkOptions benchmark) => benchmark.Problems is null ? KnownBenchmarks.Find(benchmark.Name)?.Note : null;

    private static int? CountOf(BenchmarkOptions benchmark) =>
        benchmark.Count ?? (benchmark.Problems is null ? KnownBenchmarks.Find(benchmark.Name)?.Count : null);

    /// <summary>A sample of the problems, in their order; a problem's chance depends on its id and the seed alone.</summary>
    private static IReadOnlyList<Problem> Drawn(IReadOnlyList<Problem> problems, int? count, long seed)
    {
        if (count is not { } wanted || wanted >= problems.Count)
        {
            return problems;
        }

        var chosen = problems.OrderBy(problem => RandomKey.Of(seed, "problems/sample", problem.Id).Uniform(0, 0))
            .ThenBy(problem => problem.Id, StringComparer.Ordinal).Take(wanted).Select(problem => problem.Id).ToHashSet(StringComparer.Ordinal);
        return [.. problems.Where(problem => chosen.Contains(problem.Id))];
    }

    private static string Home(KnownBenchmark? known) => known is null ? "" : $"; this one is at {ProblemPresets.Named(known.Set).Home}";
}
