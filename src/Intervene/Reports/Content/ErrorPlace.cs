namespace Intervene.Reports.Content;

/// <summary>Where an oracle sees the first error of an attempt, and of what kind (paper, Figure 4).</summary>
/// <param name="Oracle">The oracle.</param>
/// <param name="Location">The 1-based step.</param>
/// <param name="Steps">How many steps the attempt has.</param>
/// <param name="Kind">What kind of error it is.</param>
public sealed record ErrorPlace(string Oracle, int Location, int Steps, ErrorKind Kind)
{
    /// <summary>Its place in the attempt, 0 for the first step to 1 for the last.</summary>
    public double Share => Steps <= 1 ? 0 : (Location - 1.0) / (Steps - 1);
}
