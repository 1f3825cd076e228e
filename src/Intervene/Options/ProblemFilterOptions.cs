namespace Intervene.Options;

/// <summary>Which rows of a source count: those whose column has one of the values. A row without the column counts.</summary>
public sealed record ProblemFilterOptions
{
    /// <summary>A column's name or a dotted path.</summary>
    public required string Column { get; init; }

    /// <summary>The values, without regard to case.</summary>
    public required IReadOnlyList<string> Is { get; init; }
}
