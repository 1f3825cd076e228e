using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Interventions;

/// <summary>Finds the first critical error of an attempt and writes the corrected step (μ_cr of Algorithm 1).</summary>
public interface IOracle
{
    /// <summary>The oracle's name, as artifacts record it.</summary>
    string Name { get; }

    /// <summary>Proposes interventions for a wrong attempt.</summary>
    /// <param name="problem">The problem with its answer and, where there is one, its reference solution.</param>
    /// <param name="attempt">The wrong rollout.</param>
    /// <param name="steps">The rollout's steps.</param>
    /// <returns>The interventions, or the reason why there is none.</returns>
    OracleReply Propose(Problem problem, Rollout attempt, SplitRollout steps);
}
