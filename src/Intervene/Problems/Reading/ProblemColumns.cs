namespace Intervene.Problems.Reading;

/// <summary>Where a source keeps what. A dotted path reaches into nested values: <c>reward_model.ground_truth</c>, <c>prompt.0.content</c>.</summary>
public sealed record ProblemColumns
{
    /// <summary>The problem's id; null: a common name where there is one, else the row's number.</summary>
    public string? Id { get; init; }

    /// <summary>The question; null: a common name.</summary>
    public string? Question { get; init; }

    /// <summary>The gold answer or the text that holds it; null: a common name, else the box of the solution.</summary>
    public string? Answer { get; init; }

    /// <summary>The worked solution; null: a common name where there is one.</summary>
    public string? Solution { get; init; }

    /// <summary>The answer follows the last occurrence of this text, e.g. <c>####</c>; null: <c>####</c> where the answer's text holds it on a line's front, else the whole text.</summary>
    public string? AnswerAfter { get; init; }

    /// <summary>The answer is the content of the last <c>\boxed{…}</c> of the answer column.</summary>
    public bool AnswerInBox { get; init; }
}
