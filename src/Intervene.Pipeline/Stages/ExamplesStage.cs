using System.Text.Json;
using Intervene.Completions;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Pipeline.Stages;

/// <summary>Makes what an arm trains on: of kept interventions, or of whole solutions.</summary>
internal static class ExamplesStage
{
    public static string NameOf(ArmOptions arm) => "examples/" + arm.Name;

    public static Stage Of(ArmOptions arm) => new()
    {
        Name = NameOf(arm),
        Verb = FilterStage.Name,
        Options = [$"arms.{arm.Name}.examples", $"arms.{arm.Name}.target",
            "prompt", "filter.tested_per_problem", "filter.kept_per_attempt", "filter.min_correct"],
        Reads = arm.Examples == ExampleKind.Interventions ? [StageList.Problems, StageList.Interventions, StageList.Guided] : [StageList.Problems],
        Writes = [StageList.Examples(arm)],
        Run = context => Task.FromResult(Run(context, arm)),
    };

    /// <summary>What an arm trains on.</summary>
    public static IReadOnlyList<TrainingExample> Read(RunSession run, ArmOptions arm) =>
        arm.Examples == ExampleKind.None ? [] : [.. JsonLines.Read<TrainingExample>(run.Paths.Arm(arm.Name).Examples)];

    private static IReadOnlyDictionary<string, long> Run(StageContext context, ArmOptions arm)
    {
        var run = context.Run;
        var problems = run.ProblemsById();
        var stop = run.Tokenizer.EosTokenId
            ?? throw new InterveneException($"{run.ModelPath}: the tokenizer names no end token, which finished targets need.");
        TrainingExample[] examples = [.. arm.Examples switch
        {
            ExampleKind.Interventions when arm.Target == CloneKind.WithSuffix => WithSuffixes(context, arm, stop, Prompt),
            ExampleKind.Interventions => FilterStage.Kept(run).Select(correction =>
                ExampleBuilder.FromIntervention(Prompt(correction.ProblemId), correction, arm.Name, arm.Target == CloneKind.InterventionOnly)),
            _ => run.MinedOf(ProblemSplit.Train).Select(mined => mined.Problem).Where(problem => problem.ReferenceSolution is not null)
                .Select(problem => ExampleBuilder.FromSolution(
                    problem.Id, Prompt(problem.Id), problem.ReferenceSolution!, arm.Name, run.Tokenizer.Encode, stop)),
        }];
        AtomicFile.Write(run.Paths.Arm(arm.Name).Examples,
            string.Concat(examples.Select(example => JsonSerializer.Serialize(example, RecordJson.Options) + "\n")));
        context.Report(examples.Length, examples.Length, $"{examples.Length} examples");
        return new Dictionary<string, long> { ["examples"] = examples.Length };

        int[] Prompt(string problemId) => run.Prompts.Encode(problems[problemId].Question);
    }

    private static IEnumerable<TrainingExample> WithSuffixes(StageContext context, ArmOptions arm, int stop, Func<string, int[]> prompt)
    {
        var kept = FilterStage.Kept(context.Run);
        var suffixes = new Dictionary<InterventionId, GuidedRollout>();
        foreach (var rollout in JsonLines.Read<GuidedRollout>(context.Run.Paths.Guided))
        {
            if (rollout is { Arm: GuidedArm.Intervention, Reward: > 0, Completion.FinishReason: FinishReason.Stop })
            {
                suffixes.TryAdd(rollout.Intervention, rollout);
            }
        }

        Correction[] closed = [.. kept.Where(correction => suffixes.ContainsKey(correction.Id))];
        if (closed.Length < kept.Count)
        {
            context.Say(
                $"arm {arm.Name}: {kept.Count - closed.Length} of {kept.Count} interventions have no continuation that is right and finished, and give no example with a suffix");
        }

        return closed.Select(correction =>
            ExampleBuilder.WithSuffix(prompt(correction.ProblemId), correction, suffixes[correction.Id], arm.Name, stop, context.Run.Config.StopIds));
    }
}
