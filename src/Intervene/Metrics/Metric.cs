
namespace Intervene.Metrics;

/// <summary>A named number of an update.</summary>
/// <param name="Name">verl's name where it has one, e.g. <c>actor/entropy</c>.</param>
/// <param name="Value">The number; may be NaN or infinite.</param>
public readonly record struct Metric(string Name, double Value);
