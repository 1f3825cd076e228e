using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>
/// Scoring fixed texts by the policy while it trains (paper, Figures 6 and 11a): kept interventions, failed attempts of the base model, reference
/// solutions, and what the arm cloned.
/// </summary>
public sealed record RlLikelihoodOptions
{
    /// <summary>Texts of a source, at most: at even distances over the source, the same at every step, and for every arm but for what it cloned.</summary>
    [Range(1, 10_000_000)]
    public int Texts { get; init; } = 64;
}
