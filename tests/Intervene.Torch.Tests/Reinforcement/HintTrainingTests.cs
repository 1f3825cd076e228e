using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Models;
using Intervene.Torch.Reinforcement;
using Intervene.Torch.Tests.Training;
using Intervene.Torch.Training;

namespace Intervene.Torch.Tests.Reinforcement;

public class HintTrainingTests
{
    private static readonly RlOptions Options = new()
    {
        Steps = 6,
        BatchSize = 3,
        MiniBatchSize = 3,
        GroupSize = 4,
        CheckpointEvery = 2,
        Truncated = new TruncatedOptions.Keep(),
        Sampling = new SamplingOptions { MaxTokens = 5 },
        Optimizer = new OptimizerOptions { LearningRate = 5e-3, Schedule = ScheduleKind.Constant, WarmupRatio = 0 },
    };

    private static readonly RlProblem[] Problems =
        [.. Enumerable.Range(0, 5).Select(i => new RlProblem($"p{i}", [1 + i, 7, 3]) { Guided = [[1 + i, 7, 3, 5], [1 + i, 7, 3, 5, 5]] })];

    [Fact]
    public void A_run_with_bisected_hints_that_was_stopped_goes_on_to_the_same_weights_and_shares()
    {
        var options = Options with { Hints = new HintOptions.AdaBack() };
        using var folder = new TemporaryFolder();
        using CausalLanguageModel straight = TinyPolicy.Create(), stopped = TinyPolicy.Create(), resumed = TinyPolicy.Create();
        var whole = Train(straight, options, folder.At("a"));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Train(stopped, options, folder.At("b"), stop, stopAfter: 3));
        Assert.Equal(3, TrainingState.LastStep(folder.At("b")));
        var rest = Train(resumed, options, folder.At("b"));
        Assert.Equal(TinyPolicy.Weights(straight), TinyPolicy.Weights(resumed));
        Assert.Equal(Shares(whole)[3..], Shares(rest));
        Assert.True(Shares(whole).SelectMany(shares => shares).Distinct().Count() > 1);
    }

    [Fact]
    public void Bread_trains_on_branches_of_groups_that_failed_and_counts_the_rest()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var graded = 0;
        var options = Options with { Hints = new HintOptions.Bread() };
        foreach (var step in Train(model, options, folder.Path, reward: () =>
            graded++ % 24 is var i && i >= 12 ? i % 2 : 0)) // the second dozen branches
        {
            Assert.All(step.Rollouts, rollout => Assert.True(rollout.Problem.Revealed > 0));
            Assert.Equal((3, 3, 2), (step.Value("int/discarded_groups"), step.Value("hints/guided_groups"), step.Value("train/num_gen_batches")));
            Assert.Equal(0.5, step.Value("hints/score_guided"));
            Assert.Equal(0.5, step.Value("zero_advantage_ratio"));
            Assert.True(step.Value("actor/updates") > 0);
            Assert.Equal(step.Rollouts.Select(rollout => rollout.Group).Distinct().Count(), step.Rollouts.Count / 4);
        }
    }

    [Fact]
    public void Pope_trains_on_guided_and_unguided_prompts_alike()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var steps = Train(model, Options with { Hints = new HintOptions.Pope { Share = 0.4 }, Steps = 10 }, folder.Path);
        Assert.Equal(15, steps.Sum(step => step.Value("hints/guided_groups")), 1);
        Assert.Equal(0.5 / 3, steps.Average(step => step.Value("hints/revealed")), 1e-9);
    }

    private static double[][] Shares(IEnumerable<RlStep> steps) =>
        [.. steps.Select(step => step.Rollouts.Select(rollout => rollout.Problem.Revealed).ToArray())];

    private static List<RlStep> Train(
        CausalLanguageModel model, RlOptions options, string directory, CancellationTokenSource? stop = null, int stopAfter = -1,
        Func<double>? reward = null)
    {
        var steps = new List<RlStep>();
        RlTrainer.Run(
            model, version => new NaiveSampler(model, version),
            new RlTraining
            {
                Problems = Problems,
                Grade = (_, completion) => (reward?.Invoke() ?? (completion.TokenIds.Contains(5) ? 1 : 0), "correct"),
                Options = options,
                Seed = 1,
                Arm = "int",
                Directory = directory,
                Stepped = step =>
                {
                    steps.Add(step);
                    if (step.Step == stopAfter)
                    {
                        stop!.Cancel();
                    }
                },
            },
            stop?.Token ?? CancellationToken.None);
        return steps;
    }
}
