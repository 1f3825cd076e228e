using Intervene.Completions;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>Samples the policy's own attempts at the problems that it does not solve (Algorithm 1, line 3).</summary>
internal static class RolloutStage
{
    public const string Name = "rollout";

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["seed", "prompt", "verifier", "rollout"],
        Ignored = ["rollout.engine"],
        Engine = StageEngine.KeyOf(options.Rollout.Engine ?? options.Engine),
        Reads = [StageList.Problems],
        Writes = [StageList.Rollouts],
        Scratch = [StageList.Rollouts + ".partial"],
        Run = RunAsync,
    };

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.Rollout;
        if (run.Round is null)
        {
            ArmColumns.RequireMined(run.Options, run.Mined);
        }

        var problems = run.MinedOf(ProblemSplit.Train).Select(mined => mined.Problem).ToList();
        SampleItem[] items = [.. problems.Select(problem => new SampleItem
        {
            Problem = problem,
            PromptIds = run.Prompts.Encode(problem.Question),
            Key = RandomKey.Of(run.Options.Seed, run.Stream(Name), problem.Id),
            Samples = options.Samples,
            Sampling = options.Sampling,
        })];
        long sampled = 0, wrong = 0, ungraded = 0, total = problems.Count * (long)options.Samples;
        using var journal = Journal<(string Problem, int Sample), Rollout>.Open(
            run.Paths.Rollouts, record => (record.ProblemId, record.Completion.Sample), Count);
        await GradedSampler.RunAsync(
            context, new StageSampling(options.Engine ?? run.Options.Engine, run.StartPolicy, NeedsLogProbs: true), items,
            journal, (item, sample) => (problems[item].Id, sample), graded => RecordOf(items[graded.Item], graded), Count)
            .ConfigureAwait(false);
        journal.Seal(problems.SelectMany(problem => Enumerable.Range(0, options.Samples).Select(sample => (problem.Id, sample))));
        return new Dictionary<string, long> { ["problems"] = problems.Count, ["rollouts"] = total, ["wrong"] = wrong, ["ungraded"] = ungraded };

        void Count(Rollout rollout)
        {
            sampled++;
            wrong += rollout.Reward is <= 0 ? 1 : 0;
            ungraded += rollout.Reward is null ? 1 : 0;
            context.Report(sampled, total, $"{wrong} of {sampled} wrong");
        }
    }

    private static Rollout RecordOf(SampleItem item, GradedCompletion graded) => new()
    {
        ProblemId = item.Problem.Id,
        PromptIds = item.PromptIds,
        Completion = graded.Completion,
        Text = graded.Text,
        Reward = graded.Grade.Reward,
        Verdict = graded.Grade.Verdict,
        WeightVersion = graded.WeightVersion,
    };
}
