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
    /// <summary>Streams what oracles are asked, in the order of the rollouts.</summary>
    /// <param name="paths">The run directory, after <c>split</c>.</param>
    /// <exception cref="InterveneException">An artifact is missing or damaged.</exception>
    public static IEnumerable<OracleQuestion> Of(RunPaths paths) =>
        Of(paths, JsonLines.Read<MinedProblem>(paths.Problems).ToDictionary(
            mined => mined.Problem.Id, mined => mined.Problem, StringComparer.Ordinal)).Select(attempt => attempt.Question);

    /// <summary>Streams the rollouts, in their order.</summary>
    /// <param name="paths">The run directory, after <c>split</c>.</param>
    /// <param name="problems">The run's problems by id.</param>
    /// <exception cref="InterveneException">An artifact is missing or damaged.</exception>
    public static IEnumerable<WrongAttempt> Of(RunPaths paths, IReadOnlyDictionary<string, Problem> problems) =>
        JsonLines.Read<Rollout>(paths.Rollouts).Zip(JsonLines.Read<SplitRollout>(paths.Steps)).Where(pair => pair.First.Reward <= 0)
            .Select(pair => new WrongAttempt(problems[pair.First.ProblemId], pair.First, pair.Second));
}
