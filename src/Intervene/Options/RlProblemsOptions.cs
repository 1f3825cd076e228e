using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Easier problems beside the hard ones (paper, Table 2): mined problems outside the splits that the base model solves sometimes.</summary>
public sealed record RlProblemsOptions
{
    /// <summary>How many, at most; 0 adds none.</summary>
    [Range(0, 10_000_000)]
    public int Easier { get; init; }

    /// <summary>The least share of correct mining attempts.</summary>
    [Range(0.0, 1.0)]
    public double LeastRate { get; init; }

    /// <summary>The greatest share of correct mining attempts.</summary>
    [Range(0.0, 1.0)]
    public double MostRate { get; init; } = 1;

    /// <summary>There is a share between them.</summary>
    public IEnumerable<string> Validate()
    {
        if (LeastRate > MostRate)
        {
            yield return $"least_rate {LeastRate} is more than most_rate {MostRate}: no problem could be added.";
        }
    }
}
