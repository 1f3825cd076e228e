using Intervene.Problems;

namespace Intervene.Evaluation;

/// <summary>Two policies of a run on one split.</summary>
/// <param name="Split">The split.</param>
/// <param name="First">The policy that is subtracted.</param>
/// <param name="Second">The policy that it is subtracted from.</param>
/// <param name="Paired">Their difference, problem by problem.</param>
/// <param name="Corrected">The p-value of <paramref name="Paired"/> after Holm's correction for all pairs of the split.</param>
public sealed record PolicyDifference(ProblemSplit Split, PolicyName First, PolicyName Second, PairedDifference Paired, double Corrected)
{
    /// <summary>What differences the problems and samples of this pair can show; null where that cannot be told.</summary>
    public DesignPower? Power { get; init; }
}
