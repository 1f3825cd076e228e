namespace Intervene.Filtering;

/// <summary>A wrong rollout with the step that an oracle holds to be its first error.</summary>
/// <param name="Oracle">The oracle.</param>
/// <param name="ProblemId">The problem.</param>
/// <param name="Sample">The rollout's sample index.</param>
/// <param name="Location">The 1-based number of the step.</param>
/// <param name="Steps">How many steps the rollout has.</param>
public sealed record LocatedAttempt(string Oracle, string ProblemId, int Sample, int Location, int Steps)
{
    /// <summary>
    /// How many steps are kept where success is measured: before and after each of the steps t−1, t and t+1. All steps kept are the wrong rollout
    /// itself, which has no success and is not sampled.
    /// </summary>
    public IEnumerable<int> Sampled => Enumerable.Range(Location - 2, 4).Where(kept => kept >= 0 && kept < Steps);
}
