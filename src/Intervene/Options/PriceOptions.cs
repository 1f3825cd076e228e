using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>What a model's tokens cost, in dollars a million.</summary>
public sealed record PriceOptions
{
    /// <summary>Input tokens.</summary>
    [Range(0.0, 1_000_000.0)]
    public required double Input { get; init; }

    /// <summary>Input tokens that the vendor had in its cache; null: as other input.</summary>
    [Range(0.0, 1_000_000.0)]
    public double? Cached { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    [Range(0.0, 1_000_000.0)]
    public required double Output { get; init; }
}
