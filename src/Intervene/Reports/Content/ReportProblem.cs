using Intervene.Problems;

namespace Intervene.Reports.Content;

/// <summary>A row of the table of all problems.</summary>
public sealed record ReportProblem
{
    /// <summary>The problem.</summary>
    public required Problem Problem { get; init; }

    /// <summary>Its split; null where it is in none.</summary>
    public required ProblemSplit? Split { get; init; }

    /// <summary>What mining found: right ones of graded rollouts.</summary>
    public required SolvedCount Mined { get; init; }

    /// <summary>The base model's attempts at it.</summary>
    public int Attempts { get; init; }

    /// <summary>Interventions proposed.</summary>
    public int Proposed { get; init; }

    /// <summary>Interventions that were continued.</summary>
    public int Tried { get; init; }

    /// <summary>Interventions with a right continuation.</summary>
    public int Working { get; init; }

    /// <summary>Interventions kept.</summary>
    public int Kept { get; init; }

    /// <summary>Right samples of every policy of <see cref="ReportData.Policies"/>; no samples where it was not evaluated on the problem.</summary>
    public IReadOnlyList<SolvedCount> Policies { get; init; } = [];
}
