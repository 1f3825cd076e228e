using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>How much success one step costs: the share of right continuations before it minus that behind it.</summary>
/// <param name="Step">The step is t + <paramref name="Step"/>: −1, 0 or 1.</param>
/// <param name="Attempts">Rollouts of which both are known.</param>
/// <param name="Fall">The mean fall; negative where success rises.</param>
/// <param name="Interval">Its 95 % interval over problems, paired by rollout.</param>
public sealed record LocationFall(int Step, int Attempts, double Fall, Interval Interval);
