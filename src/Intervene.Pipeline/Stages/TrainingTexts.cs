using Intervene.Examples;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>The texts of a run that one could train on: the model's own attempts, interventions, arms' examples, whole solutions.</summary>
public static class TrainingTexts
{
    private const string SolutionsName = "reference solutions";

    /// <summary>What the base model is asked about: its attempts, interventions, every arm's examples, solutions. Empty sources are left out.</summary>
    /// <param name="run">The run, after <c>propose</c>.</param>
    /// <param name="most">Texts of a source, at most.</param>
    public static IReadOnlyList<TextSource> Of(RunSession run, int most) => Sources(
        run, most,
        [
            Attempts("own attempts", JsonLines.Read<Rollout>(run.Paths.Rollouts)),
            Interventions("interventions alone", run, JsonLines.Read<Proposal>(run.Paths.Interventions).OfType<Correction>()),
            .. run.Options.Arms.Where(arm => File.Exists(run.Paths.Arm(arm.Name).Examples))
                .SelectMany(arm => Examples($"examples of {arm.Name}", run, arm)),
            Solutions(run),
        ]);

    /// <summary>
    /// What an arm's policy is asked about while it trains: the run's kept interventions, the base model's failed attempts, solutions, and the arm's
    /// examples where they are none of those. Empty sources are left out.
    /// </summary>
    /// <param name="run">The run, or a later round of the arm: its examples are then the round's.</param>
    /// <param name="arm">The arm.</param>
    /// <param name="most">Texts of a source, at most.</param>
    internal static IReadOnlyList<TextSource> WhileTraining(RunSession run, ArmOptions arm, int most)
    {
        var whole = run.Whole;
        IReadOnlyList<Named> same =
        [
            Interventions("kept interventions", whole, FunnelStage.Sampled(whole, keptOnly: true)),
            Attempts("failed attempts", JsonLines.Read<Rollout>(whole.Paths.Rollouts).Where(rollout => rollout.Reward <= 0)),
            Solutions(whole),
        ];
        return Sources(whole, most, [.. same, .. Examples("cloned examples", run, arm).Where(own => !same.Any(other => AreAlike(own, other)))]);
    }

    private static IReadOnlyList<TextSource> Sources(RunSession run, int most, IReadOnlyList<Named> sources) =>
        [.. sources.Select(source => TextSource.Of(source.Name, source.Texts, most, run.Config.ContextLength))
            .Where(source => source.Texts.Count + source.Unfit > 0)];

    private static Named Attempts(string name, IEnumerable<Rollout> rollouts) => new(name, rollouts.Select(rollout => new TrainingText(
        name, rollout.ProblemId, rollout.Completion.Sample, rollout.PromptIds, rollout.Completion.TokenIds)));

    private static Named Interventions(string name, RunSession run, IEnumerable<Correction> corrections)
    {
        var problems = run.ProblemsById();
        return new(name, corrections.Select(correction => new TrainingText(
            name, correction.ProblemId, checked((correction.Sample * 1000) + correction.Number),
            [.. run.Prompts.Encode(problems[correction.ProblemId].Question), .. correction.PrefixIds], correction.InterventionIds)));
    }

    private static IEnumerable<Named> Examples(string name, RunSession run, ArmOptions arm) => !arm.IsFineTuned ? []
        : [new(name, ExamplesStage.Read(run, arm).Select((example, i) => new TrainingText(
            name, example.ProblemId, i,
            [.. example.PromptIds, .. example.TargetIds[..example.LossStart]], example.TargetIds[example.LossStart..])))];

    private static Named Solutions(RunSession run) => new(SolutionsName, run.MinedOf(ProblemSplit.Train)
        .Where(mined => !string.IsNullOrWhiteSpace(mined.Problem.ReferenceSolution)).Select(mined => new TrainingText(
            SolutionsName, mined.Problem.Id, 0, run.Prompts.Encode(mined.Problem.Question),
            run.Tokenizer.EncodeText(mined.Problem.ReferenceSolution!))));

    private static bool AreAlike(Named texts, Named others) => Hashes(texts).SetEquals(Hashes(others));

    private static HashSet<string> Hashes(Named texts) => [.. texts.Texts.Select(text => text.Hash(""))];

    private sealed record Named(string Name, IEnumerable<TrainingText> Texts);
}
