using Intervene.Options;
using Intervene.Problems;
using Intervene.Problems.Chains;
using Intervene.Problems.Reading;
using Intervene.Runs;

namespace Intervene.Cli.Stages;

/// <summary>Reads or draws the candidate problems of a run.</summary>
internal static class ProblemSources
{
    /// <summary>All candidates, in the order of the sources; a question that occurs twice counts once.</summary>
    public static IReadOnlyList<Problem> Load(RunOptions options)
    {
        var problems = options.Problems.SelectMany(source => source switch
        {
            ChainsProblemsOptions chains => Chains(chains, options.Seed),
            FileProblemsOptions file => FromFile(file),
            _ => throw new InvalidOperationException($"unknown source {source}"),
        }).DistinctBy(problem => problem.Question, StringComparer.Ordinal).ToList();
        return problems.Count > 0 ? problems : throw new InterveneException("The sources of problems give none; see problems in the recipe.");
    }

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

    private static IReadOnlyList<Problem> FromFile(FileProblemsOptions options)
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
        return ProblemFile.Read(options.Path, columns, options.Source, format, options.Offset, options.Limit).Problems;
    }
}
