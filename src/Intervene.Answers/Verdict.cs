namespace Intervene.Answers;

/// <summary>The result of one verification, with the reason for it.</summary>
public sealed record Verdict
{
    /// <summary>What was found.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The rule that decided, such as <c>rational</c>, <c>residues</c>, <c>balls</c>, <c>text</c> or <c>no-box</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The gold as it was parsed; empty when it was not.</summary>
    public string Gold { get; init; } = "";

    /// <summary>The answer as it was parsed; empty when it was not.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The other meaning of an ambiguous notation under which both sides agreed; empty for the usual one.</summary>
    public string Reading { get; init; } = "";

    /// <summary>Offset, in UTF-16 units of the response, of the answer taken; 0 when none was.</summary>
    public int SpanStart { get; init; }

    /// <summary>Length of the answer taken, in UTF-16 units; 0 when none was.</summary>
    public int SpanLength { get; init; }

    /// <summary>Units of work used, at most <see cref="VerifierOptions.FuelBudget"/> and one operation.</summary>
    public long Fuel { get; init; }

    /// <summary>Whether the answer earns the reward.</summary>
    public bool IsCorrect => Outcome == Outcome.Correct;
}
