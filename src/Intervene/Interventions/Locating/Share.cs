using Intervene.Statistics;

namespace Intervene.Interventions.Locating;

/// <summary>How many of some rows have a property.</summary>
/// <param name="Hits">Those that have it.</param>
/// <param name="Of">All of them.</param>
public readonly record struct Share(int Hits, int Of)
{
    /// <summary>The share, NaN of none.</summary>
    public double Rate => Of == 0 ? double.NaN : (double)Hits / Of;

    /// <summary>Wilson's 95 % interval.</summary>
    public Interval Interval => Proportion.Wilson(Hits, Of);
}
