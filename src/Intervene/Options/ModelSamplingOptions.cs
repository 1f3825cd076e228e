using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>The sampling that a server is asked for; what is null is not sent, so that the server's own default holds.</summary>
public sealed record ModelSamplingOptions
{
    /// <summary>The temperature; 0 is greedy.</summary>
    [Range(0.0, 100.0)]
    public double? Temperature { get; init; }

    /// <summary>The probability mass of the tokens that are kept.</summary>
    [Range(0.0, 1.0)]
    public double? TopP { get; init; }

    /// <summary>How many of the most probable tokens are kept.</summary>
    [Range(1, int.MaxValue)]
    public int? TopK { get; init; }

    /// <summary>The share of the largest probability that a kept token has at least.</summary>
    [Range(0.0, 1.0)]
    public double? MinP { get; init; }

    /// <summary>The most tokens of a reply, its reasoning included.</summary>
    [Range(1, 10_000_000)]
    public int MaxTokens { get; init; } = 32_768;

    /// <summary>The sampling of the policy itself, which has no default of its own: that of the newer paper where nothing is said.</summary>
    public SamplingOptions OfPolicy() => new()
    {
        Temperature = Temperature ?? 0.7,
        TopP = TopP ?? 0.8,
        TopK = TopK ?? 20,
        MinP = MinP ?? 0,
        MaxTokens = MaxTokens,
    };
}
