
namespace Intervene.Learning;

/// <summary>What a step sampled.</summary>
/// <param name="Rollouts">The rollouts of the batch, a group after the other.</param>
/// <param name="Discarded">Rollouts of groups whose rewards are all equal, where those are sampled again.</param>
/// <param name="Batches">How often the step sampled.</param>
/// <param name="GradingSeconds">Seconds of the whole that grading took.</param>
public sealed record CollectedRollouts(IReadOnlyList<RlRollout> Rollouts, IReadOnlyList<RlRollout> Discarded, int Batches, double GradingSeconds);
