using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>A number over problems.</summary>
/// <param name="Value">The number; NaN where nothing was measured.</param>
/// <param name="Interval">Its 95 % interval over problems: samples of a problem stay together.</param>
public readonly record struct Measure(double Value, Interval Interval);
