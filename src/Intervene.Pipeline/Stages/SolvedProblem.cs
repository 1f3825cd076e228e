using Intervene.Memorisation;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>The first right sample of a solved problem beside training text and beside the base model's sample of the same number.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Sample">The sample's number.</param>
/// <param name="TokenIds">Its tokens.</param>
/// <param name="Tokens">The longest part of them that was cloned.</param>
/// <param name="Characters">The longest part of its text that was cloned, in UTF-16 units.</param>
/// <param name="Base">The base model's sample; null where there is none.</param>
/// <param name="Parting">Where the two part.</param>
internal sealed record SolvedProblem(
    string ProblemId, int Sample, int[] TokenIds, SharedPart Tokens, SharedPart Characters, GradedSample? Base, Parting? Parting)
{
    /// <summary>Its tokens, counted.</summary>
    public int Length => TokenIds.Length;
}
