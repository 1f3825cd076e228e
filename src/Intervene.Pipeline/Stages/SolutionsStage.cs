using Intervene.Files;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// Has an arm's writer write a solution for every training problem, and grades it: distillation and self-refinement (paper, sections 5 and J).
/// </summary>
internal static class SolutionsStage
{
    public static string NameOf(ArmOptions arm) => "solutions/" + arm.Name;

    /// <summary>Whether an arm's examples are written by somebody.</summary>
    public static bool IsFor(ArmOptions arm) => arm.Examples is ExampleOptions.OracleSolutions or ExampleOptions.SelfRefinement;

    public static Stage Of(RunOptions options, ArmOptions arm) => new()
    {
        Name = NameOf(arm),
        Verb = ProposeStage.Name,
        Options = ["seed", $"arms.{arm.Name}.examples", "prompt", "verifier"],
        Ignored = [$"arms.{arm.Name}.examples.only_correct"],
        Engine = RunPolicy.KeyOf(options, [WriterOf(arm).Oracle]),
        Asks = AskedOracle.OfExamples(arm),
        Reads = arm.Examples is ExampleOptions.SelfRefinement ? [StageList.Problems, StageList.Rollouts, StageList.Steps] : [StageList.Problems],
        Writes = [StageList.Solutions(arm)],
        Scratch = [StageList.Solutions(arm) + ".partial"],
        Run = context => RunAsync(context, arm),
    };

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context, ArmOptions arm)
    {
        var run = context.Run;
        var (oracle, prompt) = WriterOf(arm);
        var written = await SolutionWriting.RunAsync(
            context, run.Paths.Arm(arm.Name).Solutions, [.. Questions(run, arm)], run.ProblemsById(), oracle, prompt).ConfigureAwait(false);
        return new Dictionary<string, long>
        {
            ["asked"] = written.Count,
            ["right"] = written.Count(solution => solution.Reward > 0),
            ["refused"] = written.Count(solution => solution.Text is null),
        };
    }

    private static (OracleOptions Oracle, string Prompt) WriterOf(ArmOptions arm) => arm.Examples switch
    {
        ExampleOptions.OracleSolutions solutions => (solutions.Oracle, solutions.Prompt),
        ExampleOptions.SelfRefinement refinement => (refinement.Oracle, refinement.Prompt),
        _ => throw new InvalidOperationException($"arm {arm.Name} has no writer"),
    };

    /// <summary>A question a training problem; for self-refinement with its first wrong attempt, and none where there is no such attempt.</summary>
    private static IEnumerable<OracleQuestion> Questions(RunSession run, ArmOptions arm)
    {
        var attempts = arm.Examples is ExampleOptions.OracleSolutions ? []
            : JsonLines.Read<Rollout>(run.Paths.Rollouts).Zip(JsonLines.Read<SplitRollout>(run.Paths.Steps)).Where(pair => pair.First.Reward <= 0)
                .DistinctBy(pair => pair.First.ProblemId)
                .ToDictionary(pair => pair.First.ProblemId, pair => pair.Second.Steps.Select(step => step.Text).ToArray(), StringComparer.Ordinal);
        return run.MinedOf(ProblemSplit.Train).Select(mined => mined.Problem)
            .Where(problem => arm.Examples is ExampleOptions.OracleSolutions || attempts.ContainsKey(problem.Id))
            .Select(problem => QuestionOf(problem, attempts.GetValueOrDefault(problem.Id, [])));
    }

    /// <summary>What a writer is asked.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="attempt">The steps of an attempt to rewrite; empty for a solution of its own.</param>
    public static OracleQuestion QuestionOf(Problem problem, IReadOnlyList<string> attempt) => new()
    {
        Id = problem.Id,
        Question = problem.Question,
        Gold = problem.Answer,
        ReferenceSolution = problem.ReferenceSolution,
        Steps = attempt,
    };
}
