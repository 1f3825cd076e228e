using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>The success of continuations from one place beside the located step t.</summary>
/// <param name="After">The place is behind step t + <paramref name="After"/>: −2, −1, 0 or 1.</param>
/// <param name="Attempts">Rollouts that have the place.</param>
/// <param name="Rate">The mean share of right continuations.</param>
/// <param name="Interval">Its 95 % interval over problems.</param>
public sealed record LocationPrefix(int After, int Attempts, double Rate, Interval Interval);
