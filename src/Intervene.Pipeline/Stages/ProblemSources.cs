using System.Globalization;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Problems.Chains;
using Intervene.Problems.Layouts;
using Intervene.Problems.Overlap;
using Intervene.Problems.Presets;
using Intervene.Problems.Reading;
using Intervene.Problems.Rows;

namespace Intervene.Pipeline.Stages;

/// <summary>The candidate problems of a run, and what was left out of its files.</summary>
/// <param name="Problems">All candidates, in the order of the sources.</param>
/// <param name="Dropped">Rows that are no problem, and questions that an earlier source has.</param>
public sealed record ProblemSources(IReadOnlyList<Problem> Problems, DroppedRows Dropped)
{
    private const int Shown = 3;

    /// <summary>Reads or draws the problems; a question that occurs twice counts once.</summary>
    /// <exception cref="InterveneException">A source cannot be read, is refused by its own <c>strict</c>, or all together give no
    /// problem.</exception>
    public static ProblemSources Load(RunOptions options)
    {
        var dropped = new DroppedRows();
        var unique = new UniqueProblems(dropped);
        foreach (var source in options.Problems)
        {
            foreach (var (problem, where) in source switch
            {
                ChainsProblemsOptions chains => Chains(chains, options.Seed).Select(problem => (problem, problem.Id)),
                FileProblemsOptions file => FromFile(file, options.Verifier, dropped),
                _ => throw new InvalidOperationException($"unknown source {source}"),
            })
            {
                unique.Add(problem, where);
            }
        }

        var all = new ProblemSources(Decontaminated(unique.Kept, options, dropped), dropped);
        return all.Problems.Count > 0 ? all
            : throw new InterveneException($"The sources of problems give none. {string.Join(" ", all.Complaints())} Give every problem a "
                + $"question and an answer, or name their columns (problems.columns); 'intervene problems FILE' shows what is wrong.");
    }

    /// <summary>A line for every reason for which rows were left out.</summary>
    public IEnumerable<string> Complaints() => Complaints(Dropped, _ => true);

    /// <summary>What a source asks to be read.</summary>
    /// <param name="options">The source.</param>
    /// <param name="verifier">What grades; one of the user's own knows what its golds mean, so that they are not read.</param>
    public static ProblemQuery Query(FileProblemsOptions options, GraderOptions verifier) => new()
    {
        Path = options.Path,
        Split = options.Split,
        Format = options.Format,
        Preset = options.Preset is null ? null : ProblemPresets.Named(options.Preset),
        Source = options.Source,
        Steps = options.Steps,
        Offset = options.Offset,
        Limit = options.Limit,
        Sample = options.Sample,
        SampleSeed = options.SampleSeed,
        ChecksGolds = options.CheckGolds && verifier is not (CommandGraderOptions or HttpGraderOptions),
        Layout = new ProblemLayout
        {
            Id = options.Columns.Id,
            Question = options.Columns.Question,
            Answer = options.Columns.Answer,
            Solution = options.Columns.Solution,
            Numbers = options.Columns.Numbers,
            Trace = options.Columns.Trace,
            Equation = options.Columns.Equation,
            AnswerAfter = options.AnswerAfter,
            AnswerInBox = options.AnswerInBox,
            Answers = options.Answers,
            Where = [.. options.Where.Select(filter => new RowFilter(filter.Column, filter.Is))],
        },
    };

    /// <summary>The problems of a file, with the place of each.</summary>
    /// <param name="options">The source.</param>
    /// <param name="verifier">What grades.</param>
    /// <param name="dropped">Takes what is left out.</param>
    internal static IReadOnlyList<(Problem Problem, string Where)> FromFile(
        FileProblemsOptions options, GraderOptions verifier, DroppedRows dropped)
    {
        var read = ProblemFile.Read(Query(options, verifier));
        dropped.Add(read.Dropped);
        return !options.Strict || !read.Dropped.Reasons.Any(reason => DropReasons.IsFault(reason.Reason)) ? read.Problems
            : throw new InterveneException($"{options.Path}: {string.Join(" ", Complaints(read.Dropped, DropReasons.IsFault))} Mend the rows, or "
                + $"leave out strict; 'intervene problems FILE' names them all.");
    }

    /// <summary>The problems without those that stand in a benchmark; each of these is named with its twin.</summary>
    private static List<Problem> Decontaminated(IReadOnlyList<(Problem Problem, string Where)> problems, RunOptions run,
        DroppedRows dropped)
    {
        var options = run.Decontaminate;
        var index = new BenchmarkIndex(options.Words);
        foreach (var read in options.Against.Select(benchmark => ProblemFile.Read(Query(benchmark, run.Verifier))))
        {
            foreach (var (problem, _) in read.Problems)
            {
                index.Add(read.Source, problem);
            }
        }

        var kept = new List<Problem>(problems.Count);
        foreach (var (problem, where) in problems)
        {
            if (index.Find(problem) is { } found && found.Share >= options.Share)
            {
                dropped.Add(new DroppedRow("contaminated", where, string.Create(CultureInfo.InvariantCulture, $"{found.Share:P0} of the question "
                    + $"is in {found.Benchmark} {found.BenchmarkId}: {found.Text}")));
            }
            else
            {
                kept.Add(problem);
            }
        }

        return kept;
    }

    /// <summary>A line for every reason for which rows were left out.</summary>
    /// <param name="dropped">The rows.</param>
    internal static IEnumerable<string> Complaints(DroppedRows dropped) => Complaints(dropped, _ => true);

    private static IEnumerable<string> Complaints(DroppedRows dropped, Func<string, bool> counts) =>
        dropped.Reasons.Where(rows => counts(rows.Reason)).Select(rows =>
        $"{rows.Count} left out, {rows.Reason.Replace('_', ' ')}: "
            + $"{string.Join(", ", rows.First.Take(Shown).Select(row => row.Where))}{(rows.Count > Shown ? ", …" : "")}.");

    private static IEnumerable<Problem> Chains(ChainsProblemsOptions options, long seed)
    {
        var source = options.Seed ?? seed;
        for (var i = 0; i < options.Hard; i++)
        {
            yield return ChainsGenerator.ToProblem(ChainsGenerator.Hard(source, i), "hard", i);
        }

        for (var i = 0; i < options.Easy; i++)
        {
            yield return ChainsGenerator.ToProblem(ChainsGenerator.Easy(source, i), "easy", i);
        }
    }
}
