namespace Intervene.Options;

/// <summary>Where a file of problems keeps what; a dotted path reaches into nested values, e.g. <c>reward_model.ground_truth</c>.</summary>
public sealed record ProblemColumnsOptions
{
    /// <summary>The problem's id; null numbers the rows.</summary>
    public string? Id { get; init; }

    /// <summary>The question.</summary>
    public string Question { get; init; } = "question";

    /// <summary>The gold answer, or the text that holds it.</summary>
    public string Answer { get; init; } = "answer";

    /// <summary>The worked solution; null where there is none.</summary>
    public string? Solution { get; init; }

    /// <summary>No column's name may be empty.</summary>
    public IEnumerable<string> Validate()
    {
        if (Id == "" || Question == "" || Answer == "" || Solution == "")
        {
            yield return "a column's name is empty; null says that there is no such column.";
        }
    }
}
