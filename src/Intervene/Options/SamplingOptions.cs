namespace Intervene.Options;

/// <summary>The distribution that completions are sampled from, applied in the order temperature, top-k, top-p, min-p.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits; 0 is greedy decoding. Range 0 … 100.</summary>
    public double Temperature { get; init; } = 1.0;

    /// <summary>Keeps the smallest set of tokens whose probability reaches this mass. Range (0, 1]; 1 keeps all.</summary>
    public double TopP { get; init; } = 1.0;

    /// <summary>Keeps this many of the most probable tokens (and ties with the last); 0 keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>Keeps tokens with at least this share of the largest probability. Range [0, 1]; 0 keeps all.</summary>
    public double MinP { get; init; }

    /// <summary>The most tokens that a completion may have.</summary>
    public required int MaxTokens { get; init; }
}
