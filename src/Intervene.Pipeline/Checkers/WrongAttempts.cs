using Intervene.Files;
using Intervene.Interventions;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Checkers;

/// <summary>The wrong rollouts of a run as oracles are asked about them.</summary>
public static class WrongAttempts
{
    /// <summary>Reads them, in the order of the rollouts; an id is problem and sample, <c>p1/0</c>.</summary>
    /// <param name="paths">The run directory, after <c>split</c>.</param>
    /// <exception cref="InterveneException">An artifact is missing or damaged.</exception>
    public static IEnumerable<OracleQuestion> Of(RunPaths paths)
    {
        var problems = JsonLines.Read<MinedProblem>(paths.Problems)
            .ToDictionary(mined => mined.Problem.Id, mined => mined.Problem, StringComparer.Ordinal);
        return JsonLines.Read<Rollout>(paths.Rollouts).Zip(JsonLines.Read<SplitRollout>(paths.Steps)).Where(pair => pair.First.Reward <= 0)
            .Select(pair => new OracleQuestion
            {
                Id = $"{pair.First.ProblemId}/{pair.First.Completion.Sample}",
                Question = problems[pair.First.ProblemId].Question,
                Gold = problems[pair.First.ProblemId].Answer,
                ReferenceSolution = problems[pair.First.ProblemId].ReferenceSolution,
                Steps = [.. pair.Second.Steps.Select(step => step.Text)],
            });
    }
}
