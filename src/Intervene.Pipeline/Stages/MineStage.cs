using System.Text.Json;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Engines;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>Finds the problems that the base model never solves, and splits them (paper, appendices D and H).</summary>
internal static class MineStage
{
    public const string Name = "mine";

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["seed", "problems", "decontaminate", "prompt", "verifier", "mine"],
        Ignored = ["mine.engine"],
        Engine = StageEngine.KeyOf(options.Mine.Engine ?? options.Engine),
        Asks = AskedOracle.OfMining(options),
        ReadsSources = true,
        Reads = [],
        Writes = options.Mine.OracleSolvable is null
            ? [StageList.Samples, StageList.Problems] : [StageList.Samples, StageList.OracleSolutions, StageList.Problems],
        Scratch = [StageList.Samples + ".partial", StageList.OracleSolutions + ".partial"],
        Run = RunAsync,
    };

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.Mine;
        var sources = ProblemSources.Load(run.Options);
        ArmColumns.Require(run.Options, sources.Problems);
        if (run.Prompts.Note is { } note)
        {
            context.Say(note);
        }

        foreach (var complaint in sources.Complaints())
        {
            context.Say(complaint);
        }

        var candidates = sources.Problems;
        var numbers = candidates.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal);
        var counts = new SampleCounts[candidates.Count];
        using (var journal = Journal<(string Problem, int Sample), GradedSample>.Open(
            run.Paths.Samples, record => (record.ProblemId, record.Sample), Count))
        {
            await GradedSampler.RunAsync(
                context, new StageSampling(options.Engine ?? run.Options.Engine, run.BasePolicy, NeedsLogProbs: false),
                [.. candidates.Select(problem => ItemOf(run, problem))], journal, (item, sample) => (candidates[item].Id, sample),
                graded => Samples.RecordOf(EvaluateStage.Base, candidates[graded.Item].Id, graded), Count).ConfigureAwait(false);
            journal.Seal(candidates.SelectMany(problem => Enumerable.Range(0, options.Attempts).Select(sample => (problem.Id, sample))));
        }

        foreach (var alarm in MiningAlarms.Of(run.Paths.Samples, run.Tokenizer, run.Prompts))
        {
            context.Say(alarm);
        }

        var mined = candidates.Zip(counts, (problem, count) => new MinedProblem
        {
            Problem = problem,
            Attempts = count.Graded,
            Correct = count.Correct,
            Verdicts = count.Verdicts,
        }).ToList();
        var solved = options.OracleSolvable is { } solvable ? await SolvedAsync(context, mined, solvable).ConfigureAwait(false) : null;
        return Split(context, mined, solved, sources.Dropped.Count);

        void Count(GradedSample record)
        {
            counts[numbers[record.ProblemId]] += record;
            var done = counts.Count(count => count.Samples == options.Attempts);
            context.Report(done, candidates.Count, $"{counts.Count(count => count.Samples == options.Attempts && count.Correct == 0)} hard");
        }
    }

    /// <summary>The hard problems that the oracle solves itself.</summary>
    private static async Task<HashSet<string>> SolvedAsync(StageContext context, IReadOnlyList<MinedProblem> mined, OracleSolvableOptions options)
    {
        Problem[] hard = [.. mined.Where(Miner.IsHard).Select(problem => problem.Problem)];
        var written = await SolutionWriting.RunAsync(
            context, context.Run.Paths.Solutions, [.. hard.Select(problem => SolutionsStage.QuestionOf(problem, []))],
            hard.ToDictionary(problem => problem.Id, StringComparer.Ordinal), options.Oracle, options.Prompt).ConfigureAwait(false);
        var solved = written.Where(solution => solution.Reward > 0).Select(solution => solution.ProblemId).ToHashSet(StringComparer.Ordinal);
        context.Say($"the oracle solves {solved.Count} of {hard.Length} hard problems, and only those are trained on and held out");
        return solved;
    }

    private static SampleItem ItemOf(RunSession run, Problem problem) => new()
    {
        Problem = problem,
        PromptIds = run.Prompts.Encode(problem.Question),
        Key = RandomKey.Of(run.Options.Seed, Name, problem.Id),
        Samples = run.Options.Mine.Attempts,
        Sampling = run.Options.Mine.Sampling,
    };

    private static Dictionary<string, long> Split(StageContext context, IReadOnlyList<MinedProblem> mined, HashSet<string>? solved, long dropped)
    {
        var options = context.Run.Options.Mine;

        var chosen = Miner.Choose(
            mined, options.TrainProblems, options.HeldOutProblems, options.EasyProblems, options.EasyThreshold, context.Run.Options.Seed,
            solved is null ? null : solved.Contains);
        JsonLines.Write(context.Run.Paths.Problems, chosen);
        var counts = Enum.GetValues<ProblemSplit>().ToDictionary(NameOf, split => (long)chosen.Count(p => p.Split == split));
        if (counts[NameOf(ProblemSplit.Train)] == 0)
        {
            var hard = chosen.Count(p => p.Correct == 0);
            throw new InterveneException(hard > 0 && solved?.Count == 0
                ? $"The oracle solves none of {hard} hard problems (mine.oracle_solvable); {StageList.OracleSolutions} says why. Ask another "
                    + $"oracle, or leave it out."
                : hard == 0
                ? $"No hard problem among {chosen.Count} candidates: each was solved at least " +
                $"once in {options.Attempts} rollouts. Add harder problems, or fewer mine.attempts."
                : $"All {hard} hard problems among {chosen.Count} candidates fall to the held-out split. Add problems, or set " +
                $"mine.held_out_problems to 0.");
        }

        counts["candidates"] = chosen.Count;
        counts["dropped"] = dropped;
        counts["hard"] = chosen.Count(p => p.Correct == 0);
        if (solved is not null)
        {
            counts["oracle_solved"] = solved.Count;
        }

        return counts;
    }

    private static string NameOf(ProblemSplit split) => JsonNamingPolicy.SnakeCaseLower.ConvertName(split.ToString());
}
