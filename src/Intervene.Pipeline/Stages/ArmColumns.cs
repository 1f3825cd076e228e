using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Pipeline.Stages;

/// <summary>Whether the problems have what the arms of a recipe clone or show, told before the first sample.</summary>
internal static class ArmColumns
{
    /// <summary>Refuses an arm whose column no candidate has.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="candidates">All candidates.</param>
    /// <exception cref="InterveneException">There is such an arm: one message names each.</exception>
    public static void Require(RunOptions options, IReadOnlyList<Problem> candidates)
    {
        if (options.Arms.SequenceEqual(RunOptions.DefaultArms()))
        {
            return; // nobody named them: a verb such as mine asks nothing of them, and the stage of an arm refuses it
        }

        bool hasSolution = candidates.Any(problem => !string.IsNullOrWhiteSpace(problem.ReferenceSolution)),
            hasTrace = candidates.Any(problem => !string.IsNullOrWhiteSpace(problem.Trace));
        string[] refused =
        [
            .. options.Arms.Where(arm => arm.Examples is ExampleOptions.Traces && !hasTrace)
                .Select(arm => $"arm {arm.Name}: none of {candidates.Count} problems has a trace. Name its column in problems.columns.trace, or "
                    + "leave the arm out."),
            .. options.Arms.Where(arm => arm.Examples is ExampleOptions.ReferenceSolutions && !hasSolution)
                .Select(arm => $"arm {arm.Name}: none of {candidates.Count} problems has a solution. Name its column in problems.columns.solution, "
                    + "or leave the arm out."),
            .. options.Arms.Where(arm => options.RlOf(arm).Hints is not null && !hasSolution)
                .Select(arm => $"arm {arm.Name}: hints reveal solutions, and none of {candidates.Count} problems has one. Name its column in "
                    + "problems.columns.solution, or leave rl.hints out."),
        ];
        if (refused.Length > 0)
        {
            throw new InterveneException(string.Join("\n", refused));
        }
    }

    /// <summary>Refuses arms for which mining found too few problems, before anything is sampled for them.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="mined">What mining found.</param>
    /// <exception cref="InterveneException">There is such an arm: one message names each.</exception>
    public static void RequireMined(RunOptions options, IReadOnlyList<MinedProblem> mined)
    {
        if (options.Arms.SequenceEqual(RunOptions.DefaultArms()))
        {
            return;
        }

        var training = mined.Count(problem => problem.Split == ProblemSplit.Train);
        var heldOut = mined.Count(problem => problem.Split == ProblemSplit.HeldOut);
        string[] refused =
        [
            .. options.Tune is not null && TuningProblems.Complaint(training) is { } tune ? [tune] : Array.Empty<string>(),
            .. options.Arms.Select(arm => RlHeldOut.Complaint(arm, options.RlOf(arm), heldOut)).OfType<string>(),
            .. options.Arms.Where(arm => options.RlOf(arm).Problems is { Easier: > 0 } easier && !mined.Any(one => RlProblems.IsEasier(one, easier)))
                .Select(arm => RlProblems.NoneEasier(arm, options.RlOf(arm).Problems)),
        ];
        if (refused.Length > 0)
        {
            throw new InterveneException(string.Join("\n", refused));
        }
    }
}
