using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>How much of the corpus each kind of document makes up; the shares need not add up to 1.</summary>
public sealed record MixtureOptions
{
    /// <summary>Products alone, by parts, of every factor.</summary>
    [Range(0, 1_000_000)]
    public double Alone { get; init; } = 0.22;

    /// <summary>Sums and differences of larger numbers.</summary>
    [Range(0, 1_000_000)]
    public double Sums { get; init; } = 0.08;

    /// <summary>Chains without a product of a large value.</summary>
    [Range(0, 1_000_000)]
    public double Easy { get; init; } = 0.15;

    /// <summary>Chains with a large value times 2 … 5, by parts.</summary>
    [Range(0, 1_000_000)]
    public double ByParts { get; init; } = 0.25;

    /// <summary>Chains with a large value times 6 … 9, approximated.</summary>
    [Range(0, 1_000_000)]
    public double Gapped { get; init; } = 0.30;

    /// <summary>The sum of the shares.</summary>
    public double Total => Alone + Sums + Easy + ByParts + Gapped;

    /// <summary>Some kind has a share.</summary>
    public IEnumerable<string> Validate() => Total > 0 ? [] : ["every share is 0: expected at least one kind of document with a share above 0."];
}
