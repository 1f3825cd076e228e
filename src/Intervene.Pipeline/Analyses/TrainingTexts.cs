using Intervene.Examples;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Pipeline.Stages;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Analyses;

/// <summary>The texts of a run that one could train on: the model's own attempts, interventions, every arm's examples, whole solutions.</summary>
public static class TrainingTexts
{
    /// <summary>Texts of every source, at even distances over each.</summary>
    /// <param name="run">The run, after <c>propose</c>.</param>
    /// <param name="most">Texts of a source, at most.</param>
    public static IReadOnlyList<TrainingText> Of(RunSession run, int most)
    {
        var problems = run.ProblemsById();
        int[] Prompt(string problem) => run.Prompts.Encode(problems[problem].Question);
        List<TrainingText> texts =
        [
            .. Spread(JsonLines.Read<Rollout>(run.Paths.Rollouts).Select(rollout => new TrainingText(
                "own attempts", rollout.ProblemId, rollout.Completion.Sample, rollout.PromptIds, rollout.Completion.TokenIds)), most),
            .. Spread(JsonLines.Read<Proposal>(run.Paths.Interventions).OfType<Correction>().Select(correction => new TrainingText(
                "interventions alone", correction.ProblemId, Number(correction.Sample, correction.Number),
                [.. Prompt(correction.ProblemId), .. correction.PrefixIds], correction.InterventionIds)), most),
            .. run.Options.Arms.Where(arm => File.Exists(run.Paths.Arm(arm.Name).Examples)).SelectMany(arm => Spread(
                JsonLines.Read<TrainingExample>(run.Paths.Arm(arm.Name).Examples).Select((example, i) => new TrainingText(
                    $"examples of {arm.Name}", example.ProblemId, i,
                    [.. example.PromptIds, .. example.TargetIds[..example.LossStart]], example.TargetIds[example.LossStart..])), most)),
            .. Spread(run.MinedOf(ProblemSplit.Train).Where(mined => mined.Problem.ReferenceSolution is not null).Select(mined => new TrainingText(
                "reference solutions", mined.Problem.Id, 0, Prompt(mined.Problem.Id), run.Tokenizer.Encode(mined.Problem.ReferenceSolution!))), most),
        ];
        return [.. texts.Where(text => text.Tokens.Length > 0 && text.Given.Length + text.Tokens.Length <= run.Config.ContextLength)];
    }

    private static int Number(int sample, int number) => checked((sample * 1000) + number);

    private static IEnumerable<TrainingText> Spread(IEnumerable<TrainingText> texts, int most)
    {
        TrainingText[] all = [.. texts];
        var taken = Math.Min(most, all.Length);
        return Enumerable.Range(0, taken).Select(i => all[(int)((long)i * all.Length / taken)]);
    }
}
