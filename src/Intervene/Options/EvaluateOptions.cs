using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Measuring a policy: unbiased pass@k on the hard sets, and on the easy set.</summary>
public sealed record EvaluateOptions
{
    /// <summary>Samples a hard problem.</summary>
    [Range(1, 1_000_000)]
    public int Samples { get; init; } = 32;

    /// <summary>Samples an easy problem; null takes <see cref="Samples"/>.</summary>
    [Range(1, 1_000_000)]
    public int? EasySamples { get; init; }

    /// <summary>The distribution that they are sampled from.</summary>
    public SamplingOptions Sampling { get; init; } = new() { MaxTokens = 16_384 };

    /// <summary>What samples, where it is not the run's <c>engine</c>: keys left out are those of the run's, of the same kind.</summary>
    [StartsFrom("engine")]
    public EngineOptions? Engine { get; init; }

    /// <summary>The k of pass@k.</summary>
    public IReadOnlyList<int> K { get; init; } = [1, 2, 4, 8, 16, 32];

    /// <summary>pass@k needs k samples.</summary>
    public IEnumerable<string> Validate()
    {
        if (K.Count == 0)
        {
            yield return "k is empty: expected at least one k of pass@k.";
        }

        foreach (var k in K.Where(k => k < 1 || k > Samples))
        {
            yield return $"k {k} is not between 1 and samples {Samples}.";
        }
    }
}
