using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Measuring a policy on held-out problems while it trains (paper, Figures 7 and 10), sampled as <c>evaluate.sampling</c> says.</summary>
public sealed record RlEvaluateOptions
{
    /// <summary>Steps between two measurements; the start and the last step are measured too.</summary>
    [Range(1, 1_000_000)]
    public int Every { get; init; } = 10;

    /// <summary>Held-out problems, at most, the same for every arm; where they choose what is kept, at most half, and no table measures them.</summary>
    [Range(1, 10_000_000)]
    public int Problems { get; init; } = 32;

    /// <summary>Samples a problem.</summary>
    [Range(1, 100_000)]
    public int Samples { get; init; } = 8;

    /// <summary>The k of pass@k; the first one says what is best.</summary>
    public IReadOnlyList<int> K { get; init; } = [1, 8];

    /// <summary>Scoring fixed texts by the policy at the same steps; null scores none.</summary>
    [WrittenWhereSet]
    public RlLikelihoodOptions? Likelihood { get; init; }

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

    /// <summary>Whether both measure alike.</summary>
    public bool Equals(RlEvaluateOptions? other) =>
        other is not null
            && (Every, Problems, Samples, Likelihood) == (other.Every, other.Problems, other.Samples, other.Likelihood)
            && K.SequenceEqual(other.K);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Every, Problems, Samples, K.Count, Likelihood);
}
