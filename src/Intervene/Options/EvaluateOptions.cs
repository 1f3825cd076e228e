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

    /// <summary>A known way to decode, in which benchmarks are sampled: <c>int-paper-e3</c>, <c>int-paper-qwen3</c> (paper, appendix E); null samples
    /// them as <see cref="Sampling"/> says.</summary>
    [WrittenWhereSet]
    public string? Decoding { get; init; }

    /// <summary>The folder in which benchmarks lie under their names, where they name no path; null for none.</summary>
    [WrittenWhereSet]
    public string? Data { get; init; }

    /// <summary>What becomes of a benchmark whose questions stand among the training problems, word for word.</summary>
    public OverlapPolicy Overlap { get; init; } = OverlapPolicy.Show;

    /// <summary>The distribution that a benchmark is sampled from.</summary>
    /// <param name="benchmark">The benchmark.</param>
    public SamplingOptions SamplingOf(BenchmarkOptions benchmark)
    {
        var sampling = Decoding is null ? Sampling : DecodingPresets.All[Decoding];
        return benchmark.MaxTokens is { } most ? sampling with { MaxTokens = most } : sampling;
    }

    /// <summary>pass@k needs k samples.</summary>
    public IEnumerable<string> Validate()
    {
        if (Decoding is not null && DecodingPresets.Complaint(Decoding) is { } complaint)
        {
            yield return complaint;
        }

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
