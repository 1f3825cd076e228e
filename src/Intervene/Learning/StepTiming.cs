
namespace Intervene.Learning;

/// <summary>Seconds of a step's parts.</summary>
/// <param name="Generation">Sampling.</param>
/// <param name="Reward">Grading.</param>
/// <param name="Advantage">Making advantages.</param>
/// <param name="Update">Log-probabilities and optimiser updates.</param>
/// <param name="Step">The whole step.</param>
public readonly record struct StepTiming(double Generation, double Reward, double Advantage, double Update, double Step);
