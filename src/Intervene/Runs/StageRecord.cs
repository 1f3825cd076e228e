namespace Intervene.Runs;

/// <summary>A line of <c>stages.jsonl</c>: a stage that finished.</summary>
public sealed record StageRecord
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The stage, e.g. <c>mine</c>, or stage and arm, e.g. <c>sft/int</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>Seconds of the process that finished it, those since the last interruption.</summary>
    public required double Seconds { get; init; }

    /// <summary>The stage's own numbers by name, e.g. <c>problems: 96</c>.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }
}
