namespace Intervene.Reports.Content;

/// <summary>How long the texts of one source are (paper, Figure 3).</summary>
/// <param name="Source">What they are, e.g. <c>interventions</c>.</param>
/// <param name="Tokens">The tokens of each.</param>
public sealed record TextLengths(string Source, IReadOnlyList<int> Tokens)
{
    /// <summary>The length that a share of the texts does not exceed, NaN of none.</summary>
    /// <param name="share">The share, 0 … 1.</param>
    public double Quantile(double share)
    {
        var ordered = Tokens.Order().ToArray();
        return ordered.Length == 0 ? double.NaN : ordered[Math.Min(ordered.Length - 1, Math.Max(0, (int)Math.Ceiling(share * ordered.Length) - 1))];
    }
}
