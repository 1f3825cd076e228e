using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Keeping the interventions that work: guided rollouts and their controls (paper, section 4.1 and Table 1).</summary>
public sealed record FilterOptions
{
    /// <summary>Guided rollouts an intervention, and as many of each control.</summary>
    [Range(1, 100_000)]
    public int Samples { get; init; } = 32;

    /// <summary>The distribution that they are sampled from.</summary>
    public SamplingOptions Sampling { get; init; } = new() { MaxTokens = 16_384 };

    /// <summary>What samples, where it is not the run's <c>engine</c>: keys left out are those of the run's, of the same kind.</summary>
    [StartsFrom("engine")]
    public EngineOptions? Engine { get; init; }

    /// <summary>Whether to sample the controls: from the problem, from the prefix, from prefix and original wrong step.</summary>
    public bool Controls { get; init; } = true;

    /// <summary>An intervention is kept when at least this many of its guided rollouts are correct.</summary>
    [Range(0, 100_000)]
    public int MinCorrect { get; init; } = 1;

    /// <summary>Interventions of a problem that are sampled from, at most, of each oracle; null for all that were proposed.</summary>
    [Range(1, 100_000)]
    public int? TestedPerProblem { get; init; }

    /// <summary>Interventions kept of one attempt, at most: those with the most correct guided rollouts.</summary>
    [Range(1, 100_000)]
    public int KeptPerAttempt { get; init; } = 1;

    /// <summary>
    /// Whether to sample on from before and behind the located step t and its neighbours t−1 and t+1 as well, so that the report says where success
    /// really falls.
    /// </summary>
    public bool ValidateLocation { get; init; }

    /// <summary>The bar can be reached.</summary>
    public IEnumerable<string> Validate()
    {
        if (MinCorrect > Samples)
        {
            yield return $"min_correct {MinCorrect} is more than samples {Samples}: no intervention could be kept.";
        }
    }
}
