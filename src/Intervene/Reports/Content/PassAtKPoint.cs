namespace Intervene.Reports.Content;

/// <summary>The chance that at least one of k samples is correct.</summary>
/// <param name="K">Samples, at least 1.</param>
/// <param name="Rate">The mean over problems, 0 … 1, with its interval.</param>
public sealed record PassAtKPoint(int K, Estimate Rate);
