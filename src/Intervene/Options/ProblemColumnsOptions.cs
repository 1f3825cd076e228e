namespace Intervene.Options;

/// <summary>
/// Where a file of problems keeps what; a dotted path reaches into nested values, e.g. <c>reward_model.ground_truth</c>. A conversation is read by
/// role.
/// </summary>
public sealed record ProblemColumnsOptions
{
    /// <summary>The problem's id; null takes a common name where there is one, else numbers the rows.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The question; null takes a common name, e.g. <c>question</c>, <c>problem</c> or <c>prompt</c>. A text with columns in braces joins them:
    /// <c>{Body} {Question}</c>.
    /// </summary>
    public string? Question { get; init; }

    /// <summary>The gold answer, or the text that holds it; null takes a common name, else the box of the solution.</summary>
    public string? Answer { get; init; }

    /// <summary>The worked solution; null takes a common name where there is one.</summary>
    public string? Solution { get; init; }

    /// <summary>
    /// Another model's trace, its reasoning between tags before the answer, for arms that clone <c>traces</c>; null where there is none.
    /// </summary>
    public string? Trace { get; init; }

    /// <summary>Numbers that fill the holes <c>number0</c>, <c>number1</c> … of the question; null where there are none.</summary>
    public string? Numbers { get; init; }

    /// <summary>
    /// An equation such as <c>( 8.0 - 3.0 ) * 2.0</c> or <c>* - number0 number1 number2</c>: the worked solution is made of it, a line an operation;
    /// one that cannot be read leaves the solution to <c>solution</c>. Null where there is none.
    /// </summary>
    public string? Equation { get; init; }

    /// <summary>No column's name may be empty.</summary>
    public IEnumerable<string> Validate()
    {
        if (Id == "" || Question == "" || Answer == "" || Solution == "" || Numbers == "" || Trace == ""
            || Equation == "")
        {
            yield return "a column's name is empty; null finds the column by a common name.";
        }
    }
}
