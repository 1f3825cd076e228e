using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// The stages of an arm's later rounds: those of the first, whose artifacts stand in the round's folder and which begin with the policy of the
/// round before.
/// </summary>
internal static class RoundStages
{
    public const string Verb = "rounds";

    /// <summary>Mining, intervening, fine-tuning and reinforcement learning of every later round, in order.</summary>
    public static IEnumerable<Stage> Of(RunOptions options, ArmOptions arm) => ArmRounds.Later(arm).SelectMany(round => Of(options, arm, round));

    /// <summary>The measurement of a round's policies.</summary>
    public static IEnumerable<Stage> Evaluations(RunOptions options, ArmOptions arm) => ArmRounds.Later(arm).Select(round =>
        Evaluation(options, arm, round, EvaluateStage.Of(options, arm)));

    /// <summary>The measurement of a round's policies on a benchmark.</summary>
    public static IEnumerable<Stage> Evaluations(RunOptions options, ArmOptions arm, BenchmarkOptions benchmark) =>
        ArmRounds.Later(arm).Select(round => Evaluation(options, arm, round, BenchmarkStage.Of(options, benchmark, arm)));

    private static Stage Evaluation(RunOptions options, ArmOptions arm, ArmRound round, Stage stage) =>
        In(round, stage, ledger => ArmRounds.EndOf(ledger, round) is not null,
            [StageList.Problems, .. options.Benchmarks.Select(StageList.BenchmarkProblems)]) with
        {
            Verb = "evaluate",
            Refusal = StageEngine.Refusal(
                options.Evaluate.Engine ?? options.Engine,
                new[] { "sft", "rl" }.Select(policy => ArmRounds.PolicyName(arm.Name, round, policy)), "evaluate.engine"),
        };

    private static IEnumerable<Stage> Of(RunOptions options, ArmOptions arm, ArmRound round)
    {
        var before = ArmRounds.Before(round);
        var start = before is null ? StageList.RlModel(arm) : before.At(StageList.RlModel(arm));
        var startName = ArmRounds.PolicyName(arm.Name, before, "rl");
        yield return RoundMineStage.Of(options, arm, round, start);
        yield return Sampled(Left(RolloutStage.Of(options)), options.Rollout.Engine, "rollout.engine");
        yield return Left(SplitStage.Of(options));
        var propose = Left(ProposeStage.Of(options));
        yield return RunPolicy.IsAsked(options.Propose.Oracle) ? Sampled(propose, options.Propose.Engine, "propose.engine") : WithStart(propose);
        yield return Sampled(Left(FilterStage.Of(options)), options.Filter.Engine, "filter.engine");
        if (options.Filter.ValidateLocation)
        {
            yield return Sampled(Left(LocationsStage.Of(options)), options.Filter.Engine, "filter.engine");
        }

        yield return Left(FunnelStage.Of(options));
        var examples = Left(ExamplesStage.Of(arm));
        yield return examples with { Run = context => SayWhereEmpty(context, round, examples.Run(context)) };
        yield return WithStart(Trained(SftStage.Of(options, arm)));
        var rl = RlStage.Of(options, arm);
        yield return In(round, rl, ledger => ArmRounds.EndOf(ledger, round) is not null,
            [
                .. RlProblems.ReadsOf(options.RlOf(arm)), .. RlLikelihood.ReadsOf(options.RlOf(arm)), .. TuneStage.ReadsOf(options, arm),
            ]) with
        {
            Refusal = RlEngine.Refusal(options, arm, round),
        };

        // Left out where nothing is unsolved.
        Stage Left(Stage stage) =>
            In(round, stage, ledger => !ArmRounds.Begins(ledger, round) || ArmRounds.IsSolved(ledger, round), []);

        // Left out where there is nothing to train on.
        Stage Trained(Stage stage) =>
            In(round, stage, ledger => ArmRounds.EndOf(ledger, round) is not null, TuneStage.ReadsOf(options, arm));

        Stage WithStart(Stage stage) => stage with { Reads = [.. stage.Reads, start] };

        Stage Sampled(Stage stage, EngineOptions? engine, string option) => WithStart(stage) with
        {
            Refusal = StageEngine.Refusal(engine ?? options.Engine, [startName], option),
        };
    }

    /// <summary>A stage in a round.</summary>
    /// <param name="round">The round.</param>
    /// <param name="stage">The stage of the first.</param>
    /// <param name="isLeftOut">Whether it is left out.</param>
    /// <param name="shared">What it reads of the run itself; all else is the round's own.</param>
    private static Stage In(ArmRound round, Stage stage, Func<StageLedger, bool> isLeftOut, IReadOnlyList<string> shared) => stage with
    {
        Name = round.NameOf(stage.Name),
        Verb = Verb,
        Reads = [.. stage.Reads.Select(path => shared.Contains(path) ? path : round.At(path))],
        Writes = [.. stage.Writes.Select(round.At)],
        Scratch = [.. stage.Scratch.Select(round.At)],
        IsLeftOut = isLeftOut,
        Run = context => stage.Run(context with { Run = context.Run.In(round) }),
    };

    private static async Task<IReadOnlyDictionary<string, long>> SayWhereEmpty(
        StageContext context, ArmRound round, Task<IReadOnlyDictionary<string, long>> work)
    {
        var counts = await work.ConfigureAwait(false);
        if (counts.GetValueOrDefault("examples") == 0)
        {
            var filter = context.Run.Ledger.Find(round.NameOf(FunnelStage.Name))?.Counts ?? new Dictionary<string, long>();
            context.Say($"there is nothing to train on, and the round ends here: {filter.GetValueOrDefault("interventions")} interventions were "
                + $"sampled from, {filter.GetValueOrDefault("working")} led to a correct rollout, {filter.GetValueOrDefault("kept")} were kept.");
        }

        return counts;
    }
}
