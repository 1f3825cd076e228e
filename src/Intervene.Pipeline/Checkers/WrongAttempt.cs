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
    /// <summary>Problem and sample, <c>p1/0</c>.</summary>
    public string Id => FormattableString.Invariant($"{Problem.Id}/{Rollout.Completion.Sample}");

    /// <summary>What oracles are asked about it.</summary>
    public OracleQuestion Question => new()
    {
        Id = Id,
        Question = Problem.Question,
        Gold = Problem.Answer,
        ReferenceSolution = Problem.ReferenceSolution,
        Steps = [.. Steps.Steps.Select(step => step.Text)],
    };

    /// <summary>The tokens of the first so many steps, as they were sampled.</summary>
    /// <param name="kept">How many steps, 0 … all.</param>
    public int[] Prefix(int kept) => kept == 0 ? [] : Rollout.Completion.TokenIds[..Steps.Steps[kept - 1].TokenEnd];
}
