using System.Text.Json.Nodes;
using Intervene.Problems.Layouts;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>Finds the columns that a layout leaves open by their common names, in the first rows of a source.</summary>
internal sealed class ColumnFinder
{
    /// <summary>Rows that are looked at.</summary>
    public const int Looked = 1000;

    private readonly IReadOnlyList<ProblemRow> _rows;
    private readonly Dictionary<string, string> _plain = new(StringComparer.Ordinal);

    private static readonly string[] Ids = ["id", "unique_id", "problem_id", "question_id", "uuid", "problem_idx", "extra_info.index", "idx"];
    private static readonly string[] Questions =
    [
        "question", "problem", "query", "prompt", "messages", "conversations", "conversation", "instruction", "input",
    ];
    private static readonly string[] Before = ["body", "context", "passage"];
    private static readonly string[] After = ["input"];
    private static readonly string[] Answers =
    [
        "answer", "short_answer", "final_answer", "expected_answer", "reward_model.ground_truth", "ground_truth", "gold", "target",
    ];
    private static readonly string[] Solutions =
    [
        "solution", "reference_solution", "rationale", "reasoning", "completion", "messages", "conversations", "output", "response",
    ];

    private ColumnFinder(IReadOnlyList<ProblemRow> rows)
    {
        _rows = rows;
        foreach (var column in rows.SelectMany(row => row.Fields.Select(field => field.Key)).Distinct(StringComparer.Ordinal))
        {
            _plain.TryAdd(Plain(column), column);
        }
    }

    /// <summary>The layout with its columns found.</summary>
    /// <param name="rows">The first rows.</param>
    /// <param name="layout">What is known.</param>
    /// <exception cref="InterveneException">A column that the layout names, or any question or answer column, is in no row.</exception>
    public static ProblemLayout Find(IReadOnlyList<ProblemRow> rows, ProblemLayout layout) => new ColumnFinder(rows).Found(layout);

    private ProblemLayout Found(ProblemLayout layout)
    {
        var question = layout.Question ?? Whole(Common(Questions) ?? throw Missing("question", Questions));
        var solution = layout.Solution is null ? Common(Solutions) : layout.Solution.Length > 0 ? layout.Solution : null;
        var answer = layout.Answer ?? Common(Answers)
            ?? solution ?? (_rows.Any(row => row.Value(question) is { } value && ChatTurns.Is(value) && ChatTurns.Reply(value).Length > 0)
                ? question : null)
            ?? throw Missing("answer", [.. Answers, "solution"]);
        foreach (var (use, name) in (ReadOnlySpan<(string, string?)>)
            [("question", layout.Question), ("answer", layout.Answer), ("solution", layout.Solution), ("id", layout.Id), ("numbers", layout.Numbers),
                ("trace", layout.Trace), ("equation", layout.Equation)])
        {
            if (!string.IsNullOrEmpty(name) && !_rows.Any(row => ColumnText.Has(row, name)))
            {
                throw Missing(use, [name]);
            }
        }

        return layout with
        {
            Question = question,
            Answer = answer,
            AnswerInBox = layout.AnswerInBox || (layout.Answer is null && answer == solution && layout.AnswerAfter is null),
            Solution = solution,
            Id = layout.Id is null ? Common(Ids) : layout.Id.Length > 0 ? layout.Id : null,
        };
    }

    /// <summary>
    /// The question with the column that tells its story where another has that, and the question does not repeat it: <c>{Body} {Question}</c>.
    /// </summary>
    private string Whole(string question)
    {
        if (Common(Before) is { } before && Adds(before))
        {
            return $"{{{before}}} {{{question}}}";
        }

        return question != After[0] && Common(After) is { } after && Adds(after) ? $"{{{question}}}\n{{{after}}}" : question;

        bool Adds(string column) => _rows.Any(row => row.Value(column) is JsonValue value && ProblemRow.TextOf(value) is { Length: > 0 } story
            && row.Value(question) is JsonValue && !row.Text(question)!.Contains(story.Trim(), StringComparison.Ordinal));
    }

    /// <summary>The first common name that a row has: as it is written, else without regard to case, blanks and underscores.</summary>
    private string? Common(string[] names) => names.FirstOrDefault(name => _rows.Any(row => row.Has(name)))
        ?? names.Select(name => _plain.GetValueOrDefault(Plain(name))).FirstOrDefault(column => column is not null);

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private InterveneException Missing(string use, IReadOnlyList<string> expected) => new(
        $"{_rows[0].Where}: no column holds the {use}. Found: {string.Join(", ", _rows[0].Fields.Select(field => field.Key).Take(40))}. "
        + $"Expected: {string.Join(" or ", expected)}. Name the column with columns.{use}.");
}
