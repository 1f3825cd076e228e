namespace Intervene.Interventions;

/// <summary>What an oracle is asked: texts alone, so that a stage and a data set of labelled attempts ask alike.</summary>
public sealed record OracleQuestion
{
    /// <summary>Names the attempt, e.g. problem and sample.</summary>
    public required string Id { get; init; }

    /// <summary>The problem's text.</summary>
    public required string Question { get; init; }

    /// <summary>The gold answer, where it is known.</summary>
    public string? Gold { get; init; }

    /// <summary>A worked solution, where there is one.</summary>
    public string? ReferenceSolution { get; init; }

    /// <summary>The text of each step of the attempt, in order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>
    /// Whether the attempt's final answer is known to be wrong, as in the pipeline; false leaves open whether there is an error at all.
    /// </summary>
    public bool KnownWrong { get; init; } = true;
}
