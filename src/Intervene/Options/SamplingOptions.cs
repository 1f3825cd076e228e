using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>The distribution that completions are sampled from, applied in the order temperature, top-k, top-p, min-p.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits; 0 is greedy decoding. Range 0 … 100.</summary>
    [Range(0.0, 100.0)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Keeps the smallest set of tokens whose probability reaches this mass. Range (0, 1]; 1 keeps all.</summary>
    [Range(0.0, 1.0)]
    public double TopP { get; init; } = 1.0;

    /// <summary>Keeps this many of the most probable tokens (and ties with the last); 0 keeps all.</summary>
    [Range(0, int.MaxValue)]
    public int TopK { get; init; }

    /// <summary>Keeps tokens with at least this share of the largest probability. Range [0, 1]; 0 keeps all.</summary>
    [Range(0.0, 1.0)]
    public double MinP { get; init; }

    /// <summary>Texts that end a completion as soon as they stand in it; the tokens that complete one stay. They may span tokens.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>The most tokens that a completion may have.</summary>
    [Range(1, 10_000_000)]
    public required int MaxTokens { get; init; }

    /// <summary>Whether both sample from the same distribution and end in the same places.</summary>
    public bool Equals(SamplingOptions? other) =>
        other is not null && (Temperature, TopP, TopK, MinP, MaxTokens) == (other.Temperature, other.TopP, other.TopK, other.MinP, other.MaxTokens)
        && Stop.SequenceEqual(other.Stop, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Temperature, TopP, TopK, MinP, MaxTokens, Stop.Count);

    /// <summary>Some token can be sampled.</summary>
    public IEnumerable<string> Validate()
    {
        if (TopP <= 0)
        {
            yield return "top_p must be greater than 0.";
        }

        if (Stop.Any(string.IsNullOrEmpty))
        {
            yield return "stop has an empty text, which stands everywhere; name texts that end an answer.";
        }
    }
}
