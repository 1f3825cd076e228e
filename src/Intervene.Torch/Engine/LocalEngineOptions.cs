namespace Intervene.Torch.Engine;

/// <summary>How much the local engine decodes together; the result does not depend on it.</summary>
public sealed record LocalEngineOptions
{
    /// <summary>Rows decoded together, at most.</summary>
    public int MaxRows { get; init; } = 256;

    /// <summary>Bytes that keys and values may take. Where they are used up the youngest rows wait; a single sequence may take more.</summary>
    public long CacheBytes { get; init; } = 3L << 30;

    /// <summary>
    /// Whether memory stays while there is nothing to do, and with it the keys and values of prompts that later ones may begin like, as in a
    /// conversation.
    /// </summary>
    public bool KeepsPrompts { get; init; }

    /// <summary>The bytes of a token, which stop texts are looked for in; null where no request has any.</summary>
    public Func<int, byte[]>? TokenBytes { get; init; }
}
