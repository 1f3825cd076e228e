using Intervene.Completions;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Pipeline.Stages;

/// <summary>Makes what an arm trains on: of interventions, of solutions, or of another model's traces.</summary>
internal static class ExamplesStage
{
    public static string NameOf(ArmOptions arm) => "examples/" + arm.Name;

    public static Stage Of(ArmOptions arm) => new()
    {
        Name = NameOf(arm),
        Verb = FilterStage.Name,
        Options =
        [
            $"arms.{arm.Name}.examples", "prompt",
            .. arm.Examples is ExampleOptions.ReferenceSolutions { Rewritten: true } ? (string[])["split.separator"] : [],
        ],
        Reads = arm.Examples switch
        {
            ExampleOptions.Interventions { Suffix: true } =>
                [StageList.Problems, StageList.Interventions, StageList.Outcomes, StageList.Guided],
            ExampleOptions.Interventions => [StageList.Problems, StageList.Interventions, StageList.Outcomes],
            ExampleOptions.ReferenceSolutions { Rewritten: true } => [StageList.Problems, StageList.Rollouts, StageList.Steps],
            ExampleOptions.OracleSolutions or ExampleOptions.SelfRefinement => [StageList.Problems, StageList.Solutions(arm)],
            _ => [StageList.Problems],
        },
        Writes = [StageList.Examples(arm)],
        Run = context => Task.FromResult(Run(context, arm)),
    };

    /// <summary>What an arm trains on.</summary>
    public static IReadOnlyList<TrainingExample> Read(RunSession run, ArmOptions arm) =>
        arm.Examples is ExampleOptions.None ? [] : [.. JsonLines.Read<TrainingExample>(run.Paths.Arm(arm.Name).Examples)];

    /// <summary>What an arm has trained on in this round and those before.</summary>
    public static IEnumerable<TrainingExample> ReadAll(RunSession run, ArmOptions arm)
    {
        for (var round = run.Round; round is not null; round = ArmRounds.Before(round))
        {
            foreach (var example in Read(run.In(round), arm))
            {
                yield return example;
            }
        }

        foreach (var example in Read(run.Whole, arm))
        {
            yield return example;
        }
    }

    private static IReadOnlyDictionary<string, long> Run(StageContext context, ArmOptions arm)
    {
        var run = context.Run;
        var problems = run.ProblemsById();
        var stop = run.Tokenizer.EosTokenId
            ?? throw new InterveneException($"{run.ModelPath}: the tokenizer names no end token, which finished targets need.");
        TrainingExample[] examples = arm.Examples is ExampleOptions.Interventions interventions
            ? [.. OfInterventions(context, arm, interventions, stop, Prompt)]
            : [.. Texts(context, arm).Select(text => ExampleBuilder.FromSolution(
                text.Problem.Id, Prompt(text.Problem.Id), text.Text, arm.Name, run.Tokenizer.EncodeText, stop))];
        JsonLines.Write(run.Paths.Arm(arm.Name).Examples, examples);
        context.Report(examples.Length, examples.Length, $"{examples.Length} examples");
        return new Dictionary<string, long> { ["examples"] = examples.Length };

        int[] Prompt(string problemId) => run.Prompts.Encode(problems[problemId].Question);
    }

    /// <summary>Whole solutions of the training problems; a problem without one is left out and counted.</summary>
    private static IEnumerable<(Problem Problem, string Text)> Texts(StageContext context, ArmOptions arm)
    {
        var run = context.Run;
        var training = run.MinedOf(ProblemSplit.Train).Select(mined => mined.Problem).ToList();
        var (what, textOf) = TextOf(run, arm);
        List<(Problem, string)> found = [];
        foreach (var problem in training)
        {
            if (textOf(problem) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                found.Add((problem, text));
            }
        }

        if (found.Count == 0 && arm.Examples is (ExampleOptions.ReferenceSolutions or ExampleOptions.Traces))
        {
            throw new InterveneException(
                $"arm {arm.Name}: none of {training.Count} training problems has a {what}. Name its column in problems.columns, or leave the " +
                $"arm out.");
        }

        if (found.Count < training.Count)
        {
            context.Say($"arm {arm.Name}: {training.Count - found.Count} of {training.Count} training problems have no {what} and give no example");
        }

        return found;
    }

    /// <summary>What an arm clones of a problem, in words, and as text; null where the problem has none.</summary>
    private static (string What, Func<Problem, string?> TextOf) TextOf(RunSession run, ArmOptions arm)
    {
        switch (arm.Examples)
        {
            case ExampleOptions.ReferenceSolutions { Rewritten: true }:
                var notation = AttemptSteps.Read(run);
                return ("reference solution", problem => problem.ReferenceSolution is { } solution
                    ? string.Join(run.Options.Split.Separator, OwnNotation.Lines(solution, problem.Answer, notation.Of(problem.Id))) : null);
            case ExampleOptions.ReferenceSolutions:
                return ("reference solution", problem => problem.ReferenceSolution);
            case ExampleOptions.Traces { Part: var part }:
                return (part == TracePart.Think ? "trace with reasoning between think tags" : "trace with an answer after its reasoning",
                    problem => problem.Trace is not { } trace ? null : part == TracePart.Think ? Prompting.Reasoning.Within(trace)
                        : Prompting.Reasoning.After(trace));
            case ExampleOptions.OracleSolutions { OnlyCorrect: var onlyCorrect }:
                return ("written solution that counts", Written(run, arm, onlyCorrect));
            case ExampleOptions.SelfRefinement { OnlyCorrect: var onlyCorrect }:
                return ("rewritten attempt that counts", Written(run, arm, onlyCorrect));
            default:
                throw new InvalidOperationException($"arm {arm.Name} clones no texts");
        }
    }

    private static Func<Problem, string?> Written(RunSession run, ArmOptions arm, bool onlyCorrect)
    {
        var written = JsonLines.Read<WrittenSolution>(run.Paths.Arm(arm.Name).Solutions).Where(solution => !onlyCorrect || solution.Reward > 0)
            .ToDictionary(solution => solution.ProblemId, solution => solution.Text, StringComparer.Ordinal);
        return problem => written.GetValueOrDefault(problem.Id);
    }

    private static IEnumerable<TrainingExample> OfInterventions(
        StageContext context, ArmOptions arm, ExampleOptions.Interventions options, int stop, Func<string, int[]> prompt)
    {
        var chosen = FunnelStage.Sampled(context.Run, keptOnly: options.Filter).ToList();
        if (!options.Suffix)
        {
            return chosen.Select(correction => ExampleBuilder.FromIntervention(prompt(correction.ProblemId), correction, arm.Name, !options.Prefix));
        }

        var wanted = chosen.Select(correction => correction.Id).ToHashSet();
        var suffixes = new Dictionary<InterventionId, GuidedRollout>();
        foreach (var rollout in JsonLines.Read<GuidedRollout>(context.Run.Paths.Guided))
        {
            if (rollout is { Arm: GuidedArm.Intervention, Reward: > 0, Completion.FinishReason: FinishReason.Stop }
                && wanted.Contains(rollout.Intervention))
            {
                suffixes.TryAdd(rollout.Intervention, rollout);
            }
        }

        Correction[] closed = [.. chosen.Where(correction => suffixes.ContainsKey(correction.Id))];
        if (closed.Length < chosen.Count)
        {
            context.Say(
                $"arm {arm.Name}: {chosen.Count - closed.Length} of {chosen.Count} interventions have no continuation that is right and " +
                $"finished, and give no example with a suffix");
        }

        return closed.Select(correction => ExampleBuilder.WithSuffix(
            prompt(correction.ProblemId), correction, suffixes[correction.Id], arm.Name, stop, context.Run.Config.StopIds, !options.Prefix));
    }
}
