namespace Intervene.Torch.Engine;

/// <summary>A block's worth of a prompt: its tokens, and the part before them, which its keys and values depend on too.</summary>
/// <param name="before">The part before; null at the prompt's start.</param>
/// <param name="tokens">The tokens.</param>
internal sealed class PromptPart(PromptPart? before, ReadOnlyMemory<int> tokens) : IEquatable<PromptPart>
{
    private readonly int _hash = Hash(before, tokens.Span);

    /// <inheritdoc/>
    public bool Equals(PromptPart? other) =>
        other is not null && ReferenceEquals(before, other.Before) && tokens.Span.SequenceEqual(other.Tokens.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PromptPart);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private PromptPart? Before => before;

    private ReadOnlyMemory<int> Tokens => tokens;

    private static int Hash(PromptPart? before, ReadOnlySpan<int> tokens)
    {
        var hash = default(HashCode);
        hash.Add(before is null ? 0 : before._hash);
        foreach (var token in tokens)
        {
            hash.Add(token);
        }

        return hash.ToHashCode();
    }
}
