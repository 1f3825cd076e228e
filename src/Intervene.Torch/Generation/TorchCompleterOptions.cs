namespace Intervene.Torch.Generation;

/// <summary>How much the local engine decodes together, and what it tells of it; the result does not depend on it but for rounding.</summary>
public sealed record TorchCompleterOptions
{
    /// <summary>Rows decoded together, at most.</summary>
    public int MaxRows { get; init; } = 256;

    /// <summary>Bytes that keys and values may take; fewer rows are decoded together where they would take more.</summary>
    public long CacheBytes { get; init; } = 3L << 30;

    /// <summary>The bytes of a token, which stop texts are looked for in; null where no request has any.</summary>
    public Func<int, byte[]>? TokenBytes { get; init; }

    /// <summary>Called with (request, sample, token) for each token sampled, between two steps.</summary>
    public Action<int, int, int>? Sampled { get; init; }
}
