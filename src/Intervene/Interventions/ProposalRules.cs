using Intervene.Options;

namespace Intervene.Interventions;

/// <summary>How proposed steps become tokens, and which of them are dropped.</summary>
public sealed record ProposalRules
{
    /// <summary>Encodes a text without special tokens; a step and its separator are encoded together, apart from the prefix.</summary>
    public required Func<string, int[]> Encode { get; init; }

    /// <summary>The bytes of a token.</summary>
    public required Func<int, byte[]> TokenBytes { get; init; }

    /// <summary>The tokens that prompt, prefix and step may have, the model's context less one; null for any number.</summary>
    public int? Room { get; init; }

    /// <summary>Where steps end.</summary>
    public SplitOptions Split { get; init; } = new();

    /// <summary>What becomes of a step that states the answer.</summary>
    public LeakPolicy Leak { get; init; } = LeakPolicy.Refuse;

    /// <summary>Proposals of a reply that are kept, at most: the first that can be used; null for all.</summary>
    public int? Most { get; init; }
}
