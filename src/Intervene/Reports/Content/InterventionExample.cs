namespace Intervene.Reports.Content;

/// <summary>One intervention, shown whole: the attempt with its wrong step, the correction and how the model went on from it.</summary>
public sealed record InterventionExample
{
    /// <summary>The problem's id.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The gold answer.</summary>
    public required string Answer { get; init; }

    /// <summary>The steps of the model's own attempt.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The 1-based number of the wrong step.</summary>
    public required int Location { get; init; }

    /// <summary>The oracle that wrote the correction.</summary>
    public required string Oracle { get; init; }

    /// <summary>The corrected step.</summary>
    public required string Intervention { get; init; }

    /// <summary>A continuation that the model sampled after it.</summary>
    public required string Continuation { get; init; }

    /// <summary>Whether that continuation is correct.</summary>
    public required bool ContinuationCorrect { get; init; }

    /// <summary>Correct continuations of all sampled ones.</summary>
    public required int Correct { get; init; }

    /// <summary>Continuations sampled after the intervention.</summary>
    public required int Samples { get; init; }
}
