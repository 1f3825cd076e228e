using Intervene.Completions;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>Mines the training problems again with the policy of the round before: those that it never solves are intervened on.</summary>
internal static class RoundMineStage
{
    /// <summary>The count of problems that are left.</summary>
    public const string Unsolved = "unsolved";

    public static Stage Of(RunOptions options, ArmOptions arm, ArmRound round, string startModel) => new()
    {
        Name = round.NameOf(MineStage.Name),
        Verb = RoundStages.Verb,
        Options = ["seed", "prompt", "verifier", "mine.attempts", "mine.sampling"],
        Engine = StageEngine.KeyOf(options.Mine.Engine ?? options.Engine),
        Refusal = StageEngine.Refusal(
            options.Mine.Engine ?? options.Engine, [ArmRounds.PolicyName(arm.Name, ArmRounds.Before(round), "rl")], "mine.engine"),
        Reads = [StageList.Problems, startModel],
        Writes = [round.At(StageList.Samples), round.At(StageList.Problems)],
        Scratch = [round.At(StageList.Samples) + ".partial"],
        IsLeftOut = ledger => !ArmRounds.Begins(ledger, round),
        Run = context => RunAsync(context with { Run = context.Run.In(round) }),
    };

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.Mine;
        var problems = run.Whole.MinedOf(ProblemSplit.Train).Select(mined => mined.Problem).ToList();
        var numbers = problems.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal);
        var counts = new SampleCounts[problems.Count];
        using (var journal = Journal<(string Problem, int Sample), GradedSample>.Open(
            run.Paths.Samples, record => (record.ProblemId, record.Sample), Count))
        {
            await GradedSampler.RunAsync(
                context, new StageSampling(options.Engine ?? run.Options.Engine, run.StartPolicy, NeedsLogProbs: false),
                [.. problems.Select(problem => ItemOf(run, problem))], journal, (item, sample) => (problems[item].Id, sample),
                graded => Samples.RecordOf("rl", problems[graded.Item].Id, graded), Count).ConfigureAwait(false);
            journal.Seal(problems.SelectMany(problem => Enumerable.Range(0, options.Attempts).Select(sample => (problem.Id, sample))));
        }

        MinedProblem[] mined =
        [
            .. problems.Zip(counts, (problem, count) => new MinedProblem
            {
                Problem = problem,
                Attempts = count.Graded,
                Correct = count.Correct,
                Verdicts = count.Verdicts,
            }).Select(problem => problem with { Split = Miner.IsHard(problem) ? ProblemSplit.Train : null }),
        ];
        JsonLines.Write(run.Paths.Problems, mined);
        var unsolved = mined.Count(problem => problem.Split is not null);
        context.Say(unsolved > 0 ? $"{unsolved} of {mined.Length} training problems are unsolved in {options.Attempts} attempts each"
            : $"nothing is left to do: the policy solves every one of {mined.Length} training problems, and the round ends here");
        return new Dictionary<string, long> { ["problems"] = mined.Length, [Unsolved] = unsolved, ["tokens"] = counts.Sum(count => count.Tokens) };

        void Count(GradedSample record)
        {
            counts[numbers[record.ProblemId]] += record;
            var done = counts.Count(count => count.Samples == options.Attempts);
            context.Report(done, problems.Count, $"{counts.Count(count => count.Samples == options.Attempts && count.Correct == 0)} unsolved");
        }
    }

    private static SampleItem ItemOf(RunSession run, Problem problem) => new()
    {
        Problem = problem,
        PromptIds = run.Prompts.Encode(problem.Question),
        Key = RandomKey.Of(run.Options.Seed, run.Stream(MineStage.Name), problem.Id),
        Samples = run.Options.Mine.Attempts,
        Sampling = run.Options.Mine.Sampling,
    };
}
