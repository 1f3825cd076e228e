using Intervene.Options;

namespace Intervene.Problems.Layouts;

/// <summary>
/// Where a source keeps what. A column is named by itself, by a dotted path into nested values (<c>reward_model.ground_truth</c>), or by a text
/// with columns in braces (<c>{Body} {Question}</c>). A column that holds a conversation is read by role: the question is its user's turn.
/// </summary>
public sealed record ProblemLayout
{
    /// <summary>The problem's id; null: a common name where there is one, else the row's number; empty: the row's number.</summary>
    public string? Id { get; init; }

    /// <summary>The question; null: a common name.</summary>
    public string? Question { get; init; }

    /// <summary>The gold answer or the text that holds it; null: a common name, else the box of the solution.</summary>
    public string? Answer { get; init; }

    /// <summary>The worked solution; null: a common name where there is one; empty: there is none.</summary>
    public string? Solution { get; init; }

    /// <summary>Another model's trace; null where there is none.</summary>
    public string? Trace { get; init; }

    /// <summary>Numbers that fill the holes <c>number0</c>, <c>number1</c> … of the question, as in MAWPS; null where there are none.</summary>
    public string? Numbers { get; init; }

    /// <summary>An equation of which the worked solution is made, a line an operation; null where there is none.</summary>
    public string? Equation { get; init; }

    /// <summary>
    /// The answer follows the last occurrence of this text, e.g. <c>####</c>; null: <c>####</c> where the answer's text holds it on a line's front,
    /// else the whole text.
    /// </summary>
    public string? AnswerAfter { get; init; }

    /// <summary>The answer is the content of the last <c>\boxed{…}</c> of the answer column.</summary>
    public bool AnswerInBox { get; init; }

    /// <summary>What a list in the answer column means.</summary>
    public AnswerList Answers { get; init; }

    /// <summary>Texts that are no part of question and answer: taken off their ends, again and again.</summary>
    public IReadOnlyList<string> Trim { get; init; } = [];

    /// <summary>Texts with which an instruction begins that ends every question: the question is what stands before the first of them.</summary>
    public IReadOnlyList<string> EndsBefore { get; init; } = [];

    /// <summary>Which rows count; all must hold.</summary>
    public IReadOnlyList<RowFilter> Where { get; init; } = [];

    /// <summary>This layout over another: what this one leaves open is the other's.</summary>
    /// <param name="other">The layout below, e.g. a preset's.</param>
    public ProblemLayout Over(ProblemLayout other) => new()
    {
        Id = Id ?? other.Id,
        Question = Question ?? other.Question,
        Answer = Answer ?? other.Answer,
        Solution = Solution ?? other.Solution,
        Numbers = Numbers ?? other.Numbers,
        Trace = Trace ?? other.Trace,
        Equation = Equation ?? (Solution is null ? other.Equation : null),
        AnswerAfter = AnswerAfter ?? (AnswerInBox ? null : other.AnswerAfter),
        AnswerInBox = AnswerInBox || (other.AnswerInBox && AnswerAfter is null && (Answer is null || Answer == other.Answer)),
        Answers = Answers == AnswerList.Auto ? other.Answers : Answers,
        Trim = [.. Trim, .. other.Trim],
        EndsBefore = [.. EndsBefore, .. other.EndsBefore],
        Where = [.. Where, .. other.Where],
    };
}
