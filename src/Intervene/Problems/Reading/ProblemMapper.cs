using System.Globalization;
using System.Text.Json.Nodes;
using Intervene.Answers;
using Intervene.Problems.Equations;
using Intervene.Problems.Golds;
using Intervene.Problems.Layouts;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>Turns the rows of one source into problems by a layout whose columns are found, and names the rows that it leaves out.</summary>
/// <param name="layout">The layout.</param>
/// <param name="source">The source's name: on every problem, and in the ids of rows that have none.</param>
/// <param name="dropped">Takes the rows that are no problem.</param>
/// <param name="checksGolds">Whether golds go through the verifier.</param>
/// <param name="steps">The steps that a worked solution may have; empty takes any.</param>
internal sealed class ProblemMapper(ProblemLayout layout, string source, DroppedRows dropped, bool checksGolds, IReadOnlyList<int> steps)
{
    private const int Remembered = 100_000;

    private readonly UniqueProblems _unique = new(dropped);
    private readonly Dictionary<string, GoldReading> _readings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<AnswerKind, long> _golds = [];

    public IReadOnlyList<(Problem Problem, string Where)> Problems => _unique.Kept;

    public IReadOnlyDictionary<AnswerKind, long> Golds => _golds;

    public long SystemTurns { get; private set; }

    /// <summary>Golds that were cut within their braces and are completed from the worked solution.</summary>
    public long CompletedGolds { get; private set; }

    /// <summary>Maps a row.</summary>
    public void Add(ProblemRow row)
    {
        if (layout.Where.FirstOrDefault(filter => !filter.Takes(row)) is { } filter)
        {
            dropped.Add(new DroppedRow("filtered", row.Where, $"{filter.Column} is {row.Text(filter.Column)}"));
            return;
        }

        var (question, fault, detail) = Question(row);
        if (fault is null)
        {
            (var golds, fault, detail) = GoldColumn.Read(row.Value(layout.Answer!), layout);
            golds = [.. golds.Select(gold => Whole(row, AnswerText.Trimmed(gold, layout.Trim))).Where(gold => gold.Length > 0)];
            if ((fault ?? Unreadable(question, golds, out detail)) is not { } found)
            {
                var problem = Problem(row, question, golds);
                var count = WorkedSteps.Of(problem.ReferenceSolution).Count;
                if (steps.Count == 0 || steps.Contains(count))
                {
                    _unique.Add(problem, row.Where);
                }
                else
                {
                    dropped.Add(new DroppedRow(
                        "filtered", row.Where, string.Create(CultureInfo.InvariantCulture, $"its solution has {count} steps")));
                }

                return;
            }

            fault = found;
        }

        dropped.Add(new DroppedRow(fault, row.Where, detail));
    }

    private (string Text, string? Fault, string? Detail) Question(ProblemRow row)
    {
        var value = ColumnText.IsTemplate(layout.Question!) ? null : row.Value(layout.Question!);
        var (text, fault) = (ColumnText.Of(row, layout.Question!), (string?)null);
        if (value is not null && ChatTurns.Is(value))
        {
            (text, fault) = ChatTurns.Question(value);
            SystemTurns += ChatTurns.HasSystem(value) ? 1 : 0;
        }
        else if (value is JsonArray or JsonObject)
        {
            fault = "question_is_no_text";
        }
        else if (row.Holder(layout.Question!) is { } turn && ChatTurns.IsNotUsers(turn))
        {
            fault = "not_a_user_turn";
        }

        text = AnswerText.Trimmed(AnswerText.Before(text, layout.EndsBefore), layout.Trim);
        if (layout.Numbers is not null && fault is null)
        {
            var filled = QuestionText.Fill(text, row.Text(layout.Numbers) ?? "");
            return filled is null ? ("", "hole_without_number", $"{layout.Numbers} holds {row.Text(layout.Numbers)}")
                : (filled, filled.Length == 0 ? "empty_question" : null, null);
        }

        return (text, fault ?? (text.Length == 0 ? "empty_question" : null), null);
    }

    private string Whole(ProblemRow row, string gold)
    {
        var whole = gold.Contains('{', StringComparison.Ordinal) ? AnswerText.Completed(gold, Worked(row)) : gold;
        CompletedGolds += whole.Length > gold.Length ? 1 : 0;
        return whole;
    }

    /// <summary>The reason for which no attempt could be graded by the golds; null where one can.</summary>
    private string? Unreadable(string question, IReadOnlyList<string> golds, out string? detail)
    {
        detail = null;
        if (golds.Count == 0)
        {
            return "no_answer";
        }

        foreach (var gold in golds)
        {
            if (!_readings.TryGetValue(gold, out var reading))
            {
                reading = checksGolds ? GoldReader.Read(gold) : new GoldReading(GoldCheck.Of(gold).Kind, null, "");
                if (_readings.Count < Remembered)
                {
                    _readings.Add(gold, reading);
                }
            }

            _golds[reading.Kind] = _golds.GetValueOrDefault(reading.Kind) + 1;
            if (reading is { Kind: AnswerKind.Choice, Fault: null } && !QuestionText.Offers(question, gold))
            {
                detail = $"{gold}: a letter that the question does not offer";
                return "gold_implausible";
            }

            if (reading.Fault is not null)
            {
                detail = $"{(gold.Length <= 80 ? gold : gold[..80] + "…")}: {reading.Detail}";
                return reading.Fault;
            }
        }

        return null;
    }

    private Problem Problem(ProblemRow row, string question, IReadOnlyList<string> golds)
    {
        var id = layout.Id is null ? null : row.Text(layout.Id)?.Trim();
        var solution = AnswerText.WithoutAnnotations(Worked(row)).Trim();
        return new Problem
        {
            Id = string.IsNullOrEmpty(id) ? string.Create(CultureInfo.InvariantCulture, $"{source}-{row.Index}") : id.All(char.IsAsciiDigit)
                ? $"{source}-{id}" : id,
            Question = question,
            Answer = golds[0],
            Alternatives = golds.Count > 1 ? [.. golds.Skip(1)] : null,
            ReferenceSolution = solution.Length == 0 ? null : solution,
            Trace = layout.Trace is null || string.IsNullOrWhiteSpace(row.Text(layout.Trace)) ? null : row.Text(layout.Trace),
            Source = source,
        };
    }

    /// <summary>
    /// The worked solution: of an equation that can be read, its own column, else the answer's text where that is more than the answer.
    /// </summary>
    private string Worked(ProblemRow row)
    {
        if (layout.Equation is not null
            && EquationSteps.Of(row.Text(layout.Equation) ?? "", layout.Numbers is null ? "" : row.Text(layout.Numbers) ?? "") is { } calculated)
        {
            return string.Join('\n', calculated.Select(step => step.Text));
        }

        var value = row.Value(layout.Solution ?? layout.Answer!);
        if (value is not null && ChatTurns.Is(value))
        {
            return ChatTurns.Reply(value);
        }

        var text = value is JsonArray parts ? string.Join("\n\n", parts.Select(ProblemRow.TextOf)) : ProblemRow.TextOf(value) ?? "";
        return layout.Solution is not null || layout.AnswerInBox || layout.AnswerAfter is not null || AnswerText.HasMarker(text) ? text : "";
    }
}
