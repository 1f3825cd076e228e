using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>pass@k of a second policy minus that of a first one, on the problems that both were evaluated on.</summary>
/// <param name="K">Samples allowed.</param>
/// <param name="Problems">Problems that both have.</param>
/// <param name="Difference">The mean difference over problems.</param>
/// <param name="Interval">Its 95 % interval over problems.</param>
/// <param name="OnlyFirst">Problems with a correct sample of the first policy alone.</param>
/// <param name="OnlySecond">Problems with a correct sample of the second policy alone.</param>
/// <param name="PValue">McNemar's exact two-sided p-value of the two counts; NaN where the policies have not equally many samples of a
/// problem.</param>
public sealed record PairedDifference(int K, int Problems, double Difference, Interval Interval, int OnlyFirst, int OnlySecond, double PValue);
