namespace Intervene.Memorisation;

/// <summary>Which trained interventions a solution contains.</summary>
/// <param name="Exact">Whether one, letter by letter.</param>
/// <param name="Normalised">Whether one in normal form.</param>
/// <param name="OfOthers">Whether one in normal form that was written for another problem.</param>
public readonly record struct ContainedSteps(bool Exact, bool Normalised, bool OfOthers);
