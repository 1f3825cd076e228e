using Intervene.Interventions;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Checkers;

/// <summary>A wrong rollout of a run with its steps and its problem.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Rollout">The rollout.</param>
/// <param name="Steps">Its steps.</param>
public sealed record WrongAttempt(Problem Problem, Rollout Rollout, SplitRollout Steps)
{
    /// <summary>What oracles are asked about it; its id is problem and sample, <c>p1/0</c>.</summary>
    public OracleQuestion Question => new()
    {
        Id = FormattableString.Invariant($"{Problem.Id}/{Rollout.Completion.Sample}"),
        Question = Problem.Question,
        Gold = Problem.Answer,
        ReferenceSolution = Problem.ReferenceSolution,
        Steps = [.. Steps.Steps.Select(step => step.Text)],
    };
}
