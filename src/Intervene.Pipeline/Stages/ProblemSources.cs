using Intervene.Options;
using Intervene.Problems;
using Intervene.Problems.Chains;
using Intervene.Problems.Reading;

namespace Intervene.Pipeline.Stages;

/// <summary>The candidate problems of a run, and what was left out of its files.</summary>
/// <param name="Problems">All candidates, in the order of the sources.</param>
/// <param name="Dropped">Rows that are no problem, and questions that an earlier source has.</param>
public sealed record ProblemSources(IReadOnlyList<Problem> Problems, IReadOnlyList<DroppedRow> Dropped)
{
    private const int Shown = 3;

    /// <summary>Reads or draws the problems; a question that occurs twice counts once.</summary>
    public static ProblemSources Load(RunOptions options)
    {
        var problems = new List<Problem>();
        var dropped = new List<DroppedRow>();
        var questions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in options.Problems)
        {
            var read = source switch
            {
                ChainsProblemsOptions chains => new ProblemSources([.. Chains(chains, options.Seed)], []),
                FileProblemsOptions file => FromFile(file),
                _ => throw new InvalidOperationException($"unknown source {source}"),
            };
            dropped.AddRange(read.Dropped);
            foreach (var problem in read.Problems)
            {
                if (questions.Add(problem.Question))
                {
                    problems.Add(problem);
                }
                else
                {
                    dropped.Add(new DroppedRow("duplicate_question", problem.Id));
                }
            }
        }

        var all = new ProblemSources(problems, dropped);
        return problems.Count > 0 ? all
            : throw new InterveneException($"The sources of problems give none. {string.Join(" ", all.Complaints())} Give every problem a question and an answer, or name their columns (problems.columns).");
    }

    /// <summary>A line for every reason for which rows were left out.</summary>
    public IEnumerable<string> Complaints() => Dropped.GroupBy(row => row.Reason, StringComparer.Ordinal).Select(rows =>
        $"{rows.Count()} left out, {rows.Key.Replace('_', ' ')}: {string.Join(", ", rows.Take(Shown).Select(row => row.Where))}{(rows.Count() > Shown ? ", …" : "")}.");

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

    private static ProblemSources FromFile(FileProblemsOptions options)
    {
        var columns = new ProblemColumns
        {
            Id = options.Columns.Id,
            Question = options.Columns.Question,
            Answer = options.Columns.Answer,
            Solution = options.Columns.Solution,
            AnswerAfter = options.AnswerAfter,
            AnswerInBox = options.AnswerInBox,
        };
        var format = options.Format == ProblemFileFormat.Auto ? null : options.Format.ToString().ToLowerInvariant();
        var read = ProblemFile.Read(options.Path, columns, options.Source, format, options.Offset, options.Limit);
        return new ProblemSources(read.Problems, read.Dropped);
    }
}
