using Intervene.Answers;
using Intervene.Problems.Layouts;
using Intervene.Problems.Presets;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>What a source gave.</summary>
public sealed record ProblemRead
{
    /// <summary>The problems, in the source's order, each with the place it comes from.</summary>
    public required IReadOnlyList<(Problem Problem, string Where)> Problems { get; init; }

    /// <summary>Rows read, the unreadable ones among them.</summary>
    public required long Rows { get; init; }

    /// <summary>The rows that are no problem.</summary>
    public required DroppedRows Dropped { get; init; }

    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>The files that were read.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The layout with the columns that were found.</summary>
    public required ProblemLayout Layout { get; init; }

    /// <summary>The set that was named, or recognised by its columns; null where neither.</summary>
    public ProblemPreset? Preset { get; init; }

    /// <summary>In how many rows each column stands, in the order of their first row.</summary>
    public required IReadOnlyList<(string Column, long Rows)> Columns { get; init; }

    /// <summary>How many golds of each kind there are, unreadable ones among them.</summary>
    public required IReadOnlyDictionary<AnswerKind, long> Golds { get; init; }

    /// <summary>Golds that were cut within their braces and are completed from the worked solution.</summary>
    public long CompletedGolds { get; init; }

    /// <summary>The preset's columns that no row has, each with its use; common names stand in for them.</summary>
    public IReadOnlyList<(string Use, string Column)> Absent { get; init; } = [];

    /// <summary>Rows whose conversation begins with a system's turn, which is no part of the question.</summary>
    public long SystemTurns { get; init; }
}
