using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>The step after which the policy no longer reaches the answer; names the place alone.</summary>
public sealed record RolloutsOracleOptions : OracleOptions
{
    /// <summary>Continuations sampled from a prefix; a success rate p escapes n of them with probability (1 − p)ⁿ.</summary>
    [Range(1, 100_000)]
    public int Samples { get; init; } = 8;

    /// <summary>The distribution to sample from.</summary>
    public SamplingOptions Sampling { get; init; } = new() { MaxTokens = 1024 };
}
