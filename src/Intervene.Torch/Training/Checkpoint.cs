using Intervene.Learning;

namespace Intervene.Torch.Training;

/// <summary>The counters of a checkpoint.</summary>
internal sealed record Checkpoint
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>Completed updates (SFT) or steps (RL).</summary>
    public required int Step { get; init; }

    /// <summary>Skipped updates since the last good one.</summary>
    public required int SkippedInARow { get; init; }

    /// <summary>All skipped updates.</summary>
    public required int Skipped { get; init; }

    /// <summary>The step whose checkpoint stays because its metric is the greatest; null where no metric is watched.</summary>
    public int? BestStep { get; init; }

    /// <summary>That metric.</summary>
    public double? BestValue { get; init; }

    /// <summary>Where the bisection of hints stands, by problem; null where there is none.</summary>
    public IReadOnlyDictionary<string, HintRange>? Hints { get; init; }

    /// <summary>Where asking oracles stands; null where nobody is asked.</summary>
    public OnlineState? Online { get; init; }

    /// <summary>SHA-256 of the files that the checkpoint consists of; this record is written after them.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Hash of the options, the seed and the data.</summary>
    public required string Fingerprint { get; init; }
}
