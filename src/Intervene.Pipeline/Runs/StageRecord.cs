namespace Intervene.Pipeline.Runs;

/// <summary>A line of <c>stages.jsonl</c>: a stage that was begun or has finished, and what it depended on.</summary>
public sealed record StageRecord
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The stage, e.g. <c>mine</c>, or stage and arm, e.g. <c>sft/int</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>The hash of <see cref="Options"/> and <see cref="Inputs"/>: equal keys are the same work.</summary>
    public required string Key { get; init; }

    /// <summary>Whether the stage has finished; a record of its begin tells whose unfinished work lies in the run.</summary>
    public required bool Finished { get; init; }

    /// <summary>The options that matter to the stage, by dotted path.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The hashes of what the stage reads, by name.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>What the stage wrote, with the hashes that its content had.</summary>
    public IReadOnlyList<ArtifactStamp> Outputs { get; init; } = [];

    /// <summary>Seconds of the processes that worked on it.</summary>
    public double Seconds { get; init; }

    /// <summary>The stage's own numbers by name, e.g. <c>problems: 96</c>.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();
}
