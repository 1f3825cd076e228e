using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>pass@k over problems.</summary>
/// <param name="K">Samples allowed.</param>
/// <param name="Rate">The mean over problems.</param>
/// <param name="Interval">Its 95 % interval, bootstrapped over problems.</param>
public sealed record PassAtKEstimate(int K, double Rate, Interval Interval);
