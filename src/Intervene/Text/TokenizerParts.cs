namespace Intervene.Text;

/// <summary>What tokenizer.json says, ready for use.</summary>
internal sealed record TokenizerParts
{
    /// <summary>The SHA-256 of the file.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>All added tokens.</summary>
    public required IReadOnlyList<AddedToken> Added { get; init; }

    /// <summary>Finds added tokens in the text as it is.</summary>
    public required AddedTokenSplitter RawTokens { get; init; }

    /// <summary>Finds added tokens in the normalized text.</summary>
    public required AddedTokenSplitter NormalizedTokens { get; init; }

    /// <summary>As <see cref="RawTokens"/> and <see cref="NormalizedTokens"/>, for texts in which special tokens are letters.</summary>
    public required (AddedTokenSplitter Raw, AddedTokenSplitter Normalized) TextTokens { get; init; }

    /// <summary>The normalizer.</summary>
    public required Func<string, string> Normalize { get; init; }

    /// <summary>Cuts normalized text into pieces.</summary>
    public required TextSplitter Splitter { get; init; }

    /// <summary>Turns pieces into ids.</summary>
    public required PieceEncoder Pieces { get; init; }

    /// <summary>Ids by vocabulary entry, added tokens included.</summary>
    public required IReadOnlyDictionary<string, int> Ids { get; init; }

    /// <summary>The ids that the post-processor puts before a text.</summary>
    public required IReadOnlyList<int> Prefix { get; init; }

    /// <summary>Bytes by id; empty where an id has no token.</summary>
    public required byte[][] Bytes { get; init; }
}
