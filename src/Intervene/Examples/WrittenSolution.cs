using Intervene.Interventions;

namespace Intervene.Examples;

/// <summary>A line of <c>arms/&lt;arm&gt;/04-solutions.jsonl</c>: what a writer wrote for a problem, and whether it is right.</summary>
public sealed record WrittenSolution
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>Who wrote.</summary>
    public required string Writer { get; init; }

    /// <summary>The text; null where there is none.</summary>
    public string? Text { get; init; }

    /// <summary>Why there is no text; null where there is one.</summary>
    public RefusalReason? Refusal { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The tokens that it took; null where they are not known.</summary>
    public OracleUsage? Usage { get; init; }

    /// <summary>The verifier's reward; null where there is no text or no grade.</summary>
    public double? Reward { get; init; }

    /// <summary>The verifier's outcome; null where there is no text.</summary>
    public string? Verdict { get; init; }
}
