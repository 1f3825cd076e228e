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
        Of(paths, RecordTable<string, Problem>.Of(
            paths.Problems, JsonLines.Read<MinedProblem>(paths.Problems).Select(mined => mined.Problem), problem => problem.Id))
            .Select(attempt => attempt.Question);

    /// <summary>Streams the rollouts, in their order.</summary>
    /// <param name="paths">The run directory, after <c>split</c>.</param>
    /// <param name="problems">The run's problems by id.</param>
    /// <exception cref="InterveneException">An artifact is missing or damaged.</exception>
    public static IEnumerable<WrongAttempt> Of(RunPaths paths, IReadOnlyDictionary<string, Problem> problems) =>
        JsonLines.Read<Rollout>(paths.Rollouts).Zip(JsonLines.Read<SplitRollout>(paths.Steps)).Where(pair => pair.First.Reward <= 0)
            .Select(pair => Of(paths, problems, pair.First, pair.Second));

    private static WrongAttempt Of(RunPaths paths, IReadOnlyDictionary<string, Problem> problems, Rollout rollout, SplitRollout steps) =>
        (steps.ProblemId, steps.Sample) == (rollout.ProblemId, rollout.Completion.Sample)
        ? new WrongAttempt(problems[rollout.ProblemId], rollout, steps)
        : throw new InterveneException(
            $"{paths.Steps}: the steps of {steps.ProblemId}/{steps.Sample} stand where those of {rollout.ProblemId}/{rollout.Completion.Sample} "
            + "are due. The file was edited: put the run's own back, or do 'split' anew with --redo.");
}
