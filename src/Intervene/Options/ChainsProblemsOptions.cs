using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Generated chains of arithmetic, the embedded world.</summary>
public sealed record ChainsProblemsOptions : ProblemsOptions
{
    /// <summary>Candidates with a product that the base model cannot do.</summary>
    [Range(0, 10_000_000)]
    public int Hard { get; init; } = 256;

    /// <summary>Problems without one.</summary>
    [Range(0, 10_000_000)]
    public int Easy { get; init; } = 64;

    /// <summary>Seeds the generator; null takes the run's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>The rule between the counts.</summary>
    public IEnumerable<string> Validate()
    {
        if (Hard + Easy == 0)
        {
            yield return "hard and easy are both 0: there would be no problem.";
        }
    }
}
