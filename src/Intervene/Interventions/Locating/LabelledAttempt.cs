namespace Intervene.Interventions.Locating;

/// <summary>An attempt with a person's mark on its first wrong step, in ProcessBench's fields.</summary>
public sealed record LabelledAttempt
{
    /// <summary>The row's name.</summary>
    public required string Id { get; init; }

    /// <summary>The problem's text.</summary>
    public required string Problem { get; init; }

    /// <summary>The steps' texts.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The 0-based index of the first wrong step, −1 where all are right; null where nobody has looked.</summary>
    public int? Label { get; init; }

    /// <summary>The correct answer.</summary>
    public string? Answer { get; init; }

    /// <summary>A worked solution.</summary>
    public string? Solution { get; init; }

    /// <summary>The person's corrected steps: any of them is right.</summary>
    public IReadOnlyList<string> Corrections { get; init; } = [];

    /// <summary>The model that wrote the attempt.</summary>
    public string? Generator { get; init; }

    /// <summary>The 1-based number of the first wrong step, or null where there is none.</summary>
    public int? ErrorStep => Label is >= 0 and var label ? label + 1 : null;

    /// <summary>The question to an oracle.</summary>
    /// <param name="knownWrong">Whether the oracle may take for granted that the final answer is wrong, as in the pipeline.</param>
    public OracleQuestion Question(bool knownWrong) => new()
    {
        Id = Id,
        Question = Problem,
        Gold = Answer,
        ReferenceSolution = Solution,
        Steps = Steps,
        KnownWrong = knownWrong,
    };
}
