namespace Intervene.Reports.Content;

/// <summary>What there is to read of a problem: its attempts with what became of them, and samples of every policy.</summary>
public sealed record ProblemReading
{
    /// <summary>The problem's id.</summary>
    public required string Id { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The gold answer, and others that are as right.</summary>
    public required IReadOnlyList<string> Answers { get; init; }

    /// <summary>The reference solution; null where there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>The base model's attempts.</summary>
    public IReadOnlyList<AttemptReading> Attempts { get; init; } = [];

    /// <summary>Attempts that are not shown here.</summary>
    public int AttemptsLeftOut { get; init; }

    /// <summary>Samples of the policies.</summary>
    public IReadOnlyList<SampleReading> Samples { get; init; } = [];
}
