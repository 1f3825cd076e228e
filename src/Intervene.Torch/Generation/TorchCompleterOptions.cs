namespace Intervene.Torch.Generation;

/// <summary>How many completions the local engine works on at a time; the result does not depend on it but for rounding.</summary>
public sealed record TorchCompleterOptions
{
    /// <summary>Rows decoded together, at most.</summary>
    public int MaxRows { get; init; } = 256;

    /// <summary>Bytes that keys and values may take; fewer rows are decoded together where they would take more.</summary>
    public long CacheBytes { get; init; } = 3L << 30;
}
