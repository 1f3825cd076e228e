using System.Globalization;

namespace Intervene.Problems.Reading;

/// <summary>Turns rows into problems by a column mapping and names the rows that it drops.</summary>
public static class ProblemMapper
{
    private static readonly string[] Ids = ["id", "unique_id", "problem_id", "Problem ID", "extra_info.index"];
    private static readonly string[] Questions = ["question", "problem", "Problem", "Question", "prompt.0.content", "prompt", "messages.1.content"];
    private static readonly string[] Answers = ["answer", "Short Answer", "Answer", "final_answer", "reward_model.ground_truth", "ground_truth", "solution", "messages.2.content"];
    private static readonly string[] Solutions = ["solution", "reference_solution", "Solution", "rationale"];

    /// <summary>Maps rows to problems.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The mapping; what it leaves null is found among common names.</param>
    /// <param name="source">The source's name: on every problem, and in the ids of rows that have none.</param>
    /// <exception cref="InterveneException">A column that the mapping names, or any question or answer column, is in no row.</exception>
    public static ProblemRead Map(IReadOnlyList<ProblemRow> rows, ProblemColumns columns, string source)
    {
        var found = Resolve(rows, columns);
        var dropped = new List<DroppedRow>();
        var questions = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var row in rows)
        {
            var problem = Map(row, found, source);
            var reason = row.Fields.Count == 0 ? "malformed_row"
                : problem.Question.Length == 0 ? "empty_question"
                : problem.Answer.Length == 0 ? "no_answer"
                : !questions.Add(problem.Question) ? "duplicate_question"
                : !ids.Add(problem.Id) ? "duplicate_id"
                : null;
            if (reason is null)
            {
                problems.Add(problem);
            }
            else
            {
                dropped.Add(new DroppedRow(reason, row.Where));
            }
        }

        return new ProblemRead(problems, rows.Count, dropped);
    }

    private static Problem Map(ProblemRow row, ProblemColumns columns, string source)
    {
        var text = row.Text(columns.Answer!) ?? "";
        var marker = columns.AnswerAfter ?? (text.Contains("\n####", StringComparison.Ordinal) ? "####" : null);
        var answer = columns.AnswerInBox ? AnswerText.InLastBox(text) : marker is not null ? AnswerText.After(text, marker) : text;
        var worked = columns.Solution is not null ? row.Text(columns.Solution) : marker is not null || columns.AnswerInBox ? text : null;
        var solution = worked is null ? "" : AnswerText.WithoutAnnotations(worked).Trim();
        var id = columns.Id is null ? null : row.Text(columns.Id)?.Trim();
        return new Problem
        {
            Id = string.IsNullOrEmpty(id) || id.All(char.IsAsciiDigit) ? string.Create(CultureInfo.InvariantCulture, $"{source}-{(string.IsNullOrEmpty(id) ? row.Index.ToString(CultureInfo.InvariantCulture) : id)}") : id,
            Question = (row.Text(columns.Question!) ?? "").Trim(),
            Answer = (answer ?? "").Trim(),
            ReferenceSolution = solution.Length == 0 ? null : solution,
            Source = source,
        };
    }

    private static ProblemColumns Resolve(IReadOnlyList<ProblemRow> rows, ProblemColumns columns)
    {
        if (rows.Count == 0)
        {
            return columns with { Question = "", Answer = "" };
        }

        var question = Column(rows, columns.Question, Questions, "question") ?? throw Missing(rows, "question", Questions);
        var answer = Column(rows, columns.Answer, Answers, "answer") ?? throw Missing(rows, "answer", Answers);
        var boxed = columns.Answer is null && answer == "solution" && columns.AnswerAfter is null;
        return columns with
        {
            Question = question,
            Answer = answer,
            AnswerInBox = columns.AnswerInBox || boxed,
            Id = Column(rows, columns.Id, Ids, "id"),
            Solution = Column(rows, columns.Solution, Solutions, "solution"),
        };
    }

    private static string? Column(IReadOnlyList<ProblemRow> rows, string? named, string[] common, string use) =>
        named is null ? common.FirstOrDefault(name => rows.Take(100).Any(row => row.Has(name)))
        : rows.Any(row => row.Has(named)) ? named
        : throw Missing(rows, use, [named]);

    private static InterveneException Missing(IReadOnlyList<ProblemRow> rows, string use, string[] expected) => new(
        $"{rows[0].Where}: no column holds the {use}. Found: {string.Join(", ", rows[0].Fields.Select(field => field.Key))}. "
        + $"Expected: {string.Join(" or ", expected)}. Name the column in the problem source's columns.{use}.");
}
