namespace Intervene.Options;

/// <summary>How much of the corpus each kind of document makes up; the shares need not add up to 1.</summary>
public sealed record MixtureOptions
{
    /// <summary>Products alone, by parts, of every factor.</summary>
    public double Alone { get; init; } = 0.22;

    /// <summary>Sums and differences of larger numbers.</summary>
    public double Sums { get; init; } = 0.08;

    /// <summary>Chains without a product of a large value.</summary>
    public double Easy { get; init; } = 0.15;

    /// <summary>Chains with a large value times 2 … 5, by parts.</summary>
    public double ByParts { get; init; } = 0.25;

    /// <summary>Chains with a large value times 6 … 9, approximated.</summary>
    public double Gapped { get; init; } = 0.30;

    /// <summary>The sum of the shares.</summary>
    public double Total => Alone + Sums + Easy + ByParts + Gapped;
}
