namespace Intervene.Torch.Training;

/// <summary>The counters of a checkpoint.</summary>
internal sealed record Checkpoint
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>Completed updates (SFT) or steps (RL).</summary>
    public required int Step { get; init; }

    /// <summary>Skipped updates since the last good one.</summary>
    public required int SkippedInARow { get; init; }

    /// <summary>All skipped updates.</summary>
    public required int Skipped { get; init; }

    /// <summary>Hash of the options, the seed and the data.</summary>
    public required string Fingerprint { get; init; }
}
