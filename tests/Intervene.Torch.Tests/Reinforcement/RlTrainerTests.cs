using Intervene.Completions;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Models;
using Intervene.Torch.Reinforcement;
using Intervene.Torch.Tests.Training;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Reinforcement;

public class RlTrainerTests
{
    private static readonly RlOptions Options = new()
    {
        Steps = 4,
        BatchSize = 3,
        MiniBatchSize = 3,
        GroupSize = 6,
        CheckpointEvery = 2,
        Truncated = new TruncatedOptions.Keep(),
        Sampling = new SamplingOptions { MaxTokens = 7, Temperature = 0.9 },
        Optimizer = new OptimizerOptions { LearningRate = 5e-3, Schedule = ScheduleKind.Constant, WarmupRatio = 0 },
    };

    private static readonly RlProblem[] Problems = [.. Enumerable.Range(0, 5).Select(i => new RlProblem($"p{i}", [1 + i, 7, 3], Patched: i < 2))];

    [Fact]
    public void The_reward_rises_and_the_metrics_have_verls_names()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var steps = Train(model, Options with { Steps = 25 }, folder.Path);
        Assert.True(steps[^5..].Average(s => Value(s, "critic/score/mean")) > steps[..5].Average(s => Value(s, "critic/score/mean")) + 0.2);
        foreach (var name in new[]
        {
            "actor/pg_loss", "actor/entropy", "actor/grad_norm",
            "actor/lr", "actor/pg_clipfrac", "actor/ppo_kl", "critic/score/mean", "critic/score/max",
            "critic/score/min", "critic/advantages/mean", "response_length/mean", "response_length/clip_ratio", "prompt_length/mean", "timing_s/gen",
            "timing_s/update_actor", "timing_s/step", "training/rollout_probs_diff_mean", "training/rollout_probs_diff_max", "perf/total_num_tokens",
            "zero_advantage_ratio", "zero_advantage_ratio/all_wrong", "zero_advantage_ratio/all_right",
        })
        {
            Assert.All(steps, step => Assert.True(double.IsFinite(Value(step, name))));
        }

        Assert.All(steps, step => Assert.InRange(Value(step, "training/rollout_log_probs_diff_max"), 0, 1e-4));
        Assert.All(steps, step => Assert.Equal(step.Metrics.Count, step.Metrics.Select(m => m.Name).Distinct().Count()));
        Assert.Equal("int/step-3", steps[3].Rollouts[0].WeightVersion);
        Assert.Equal(18, steps[0].Rollouts.Count);
    }

    [Theory]
    [InlineData(1, 3, 0.0)]
    [InlineData(2, 1, 0.05)]
    public void A_run_that_was_stopped_goes_on_to_the_same_weights_bit_for_bit(int epochs, int miniBatch, double kl)
    {
        var options = Options with { EpochsPerStep = epochs, MiniBatchSize = miniBatch, Kl = kl > 0 ? new() { Coefficient = kl } : null };
        using var folder = new TemporaryFolder();
        using var straight = TinyPolicy.Create();
        using var stopped = TinyPolicy.Create();
        using var resumed = TinyPolicy.Create();
        Train(straight, options, folder.At("a"));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Train(stopped, options, folder.At("b"), stop, stopAfter: 3));
        Assert.Equal(3, Intervene.Torch.Training.TrainingState.LastStep(folder.At("b")));
        var rest = Train(resumed, options, folder.At("b"));
        Assert.Equal([4], rest.Select(s => s.Step));
        Assert.Equal(TinyPolicy.Weights(straight), TinyPolicy.Weights(resumed));
    }

    [Fact]
    public void A_step_without_a_non_zero_advantage_updates_nothing()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var before = TinyPolicy.Weights(model);
        var steps = Train(model, Options, folder.Path, reward: _ => 0);
        Assert.Equal(before, TinyPolicy.Weights(model));
        Assert.All(steps, step => Assert.Equal(0, Value(step, "actor/updates")));
        Assert.All(steps, step => Assert.Equal(1, Value(step, "zero_advantage_ratio/all_wrong")));
        Assert.All(steps, step => Assert.True(Value(step, "actor/entropy") > 0));
        Assert.All(steps, step => Assert.InRange(Value(step, "training/rollout_log_probs_diff_max"), 0, 1e-4));
    }

    [Theory]
    [InlineData("Grpo")]
    [InlineData("ReinforcePlusPlusBaseline")]
    public void A_step_whose_rollouts_are_all_masked_updates_nothing(string kind)
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var before = TinyPolicy.Weights(model);
        var options = Options with
        {
            Steps = 1,
            Truncated = new TruncatedOptions.Mask(),
            Advantage = LossKinds.Advantage(kind),
            Kl = new() { Coefficient = 0.1 },
        };
        var step = Train(model, options, folder.Path, finish: () => FinishReason.Length)[0];
        Assert.All(step.Rollouts, r => Assert.True(r.Masked));
        Assert.Equal(before, TinyPolicy.Weights(model));
        Assert.Equal(0, Value(step, "actor/updates"));
        Assert.All(step.Metrics.Where(metric => metric.Name != "actor/entropy"), metric => Assert.True(double.IsFinite(metric.Value), metric.Name));
        Assert.Equal(double.NaN, Value(step, "actor/entropy")); // there is no token to measure it on
    }

    [Fact]
    public void Another_engines_log_probs_show_as_a_mismatch()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var steps = Train(model, Options with { Steps = 1 }, folder.Path, offset: 0.01f);
        Assert.Equal(0.01, Value(steps[0], "training/rollout_log_probs_diff_max"), 1e-4);
    }

    [Fact]
    public void A_cut_off_rollout_counts_as_the_option_says()
    {
        double Reward(Completion completion) => completion.TokenIds.Length;
        RlStep Step(TruncatedOptions truncated)
        {
            using var folder = new TemporaryFolder();
            using var model = TinyPolicy.Create();
            return Train(model, Options with { Steps = 1, Truncated = truncated }, folder.Path, reward: Reward)[0];
        }

        var zero = Step(new TruncatedOptions.ZeroReward());
        Assert.Contains(zero.Rollouts, r => r.Truncated);
        Assert.All(zero.Rollouts, r => Assert.Equal(r.Truncated ? 0 : r.Score, r.Reward));
        Assert.All(Step(new TruncatedOptions.Mask()).Rollouts, r => Assert.Equal(r.Truncated, r.Masked));
        Assert.All(Step(new TruncatedOptions.Keep()).Rollouts, r => Assert.True(r.Reward == r.Score && !r.Masked));
    }

    [Fact]
    public void A_missing_rollout_and_a_reward_that_throws_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var fault = Assert.Throws<InterveneException>(
            () => Train(model, Options, folder.Path, reward: _ => throw new InvalidOperationException("no verifier")));
        Assert.Contains("the reward of sample 0 of problem", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no verifier", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<InterveneException>(() => RlTrainer.Run(
            model, _ => new Short(), Training(Options, folder.Path, (_, _) => (1, "correct"), _ => { }), CancellationToken.None));
        Assert.Contains("ended without sample 1 of request 1", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<InterveneException>(() => Train(model, Options with { MiniBatchSize = 2 }, folder.Path));
        Assert.Contains("does not divide", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_that_are_not_finite_skip_updates_and_then_stop_the_run()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyPolicy.Create(), whole = TinyPolicy.Create();
        using (no_grad())
        {
            model["model.norm.weight"].fill_(float.NaN);
        }

        var before = TinyPolicy.Weights(model);
        var random = 0;
        var fault = Assert.Throws<InterveneException>(
            () => Train(model, Options with { Steps = 9 }, folder.Path, reward: _ => random++ % 2, sampled: whole));
        Assert.Contains("rl: the gradient's norm at update 5", fault.Message, StringComparison.Ordinal);
        Assert.Contains("not finite, first in the loss", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, TinyPolicy.Weights(model));
        Assert.True(File.Exists(folder.At("not-finite-batch.jsonl")));
    }

    [Fact]
    public void A_reward_that_stays_at_zero_is_told_once()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var steps = Train(model, Options with { Steps = 12 }, folder.Path, reward: _ => 0);
        var (step, alarm) = Assert.Single(steps.SelectMany(
            s => s.Alarms.Where(a => a.Contains("No completion had a reward", StringComparison.Ordinal)).Select(a => (s.Step, a))));
        Assert.Equal(10, step);
        Assert.Contains("rl.group_size", alarm, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_run_hears_the_alarms_that_an_uninterrupted_one_hears()
    {
        var options = Options with { Steps = 12 };
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        using var stop = new CancellationTokenSource();
        var before = new List<RlStep>();
        Assert.ThrowsAny<OperationCanceledException>(() => Train(model, options, folder.Path, stop, stopAfter: 6, reward: _ => 0, steps: before));
        var alarms = new RlAlarms();
        Assert.All(before, step => alarms.Of(step.Metrics));
        using var resumed = TinyPolicy.Create();
        var rest = Train(resumed, options, folder.Path, reward: _ => 0, alarms: alarms);
        Assert.Equal(
            [10], rest.Where(step => step.Alarms.Any(alarm => alarm.Contains("No completion had a reward", StringComparison.Ordinal)))
                .Select(step => step.Step));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Leaks.None(() =>
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        Train(
            model, Options with { Steps = 2, EpochsPerStep = 2, MiniBatchSize = 1, Kl = new() { Coefficient = 0.1 }, EntropyCoefficient = 0.1 },
            folder.Path);
    });

    [Fact]
    public void An_epoch_visits_every_problem_once_and_batches_cross_its_end()
    {
        var first = Enumerable.Range(0, 5).SelectMany(step => ProblemOrder.Of(5, 1, "int", step, 3)).ToArray();
        Assert.Equal(Enumerable.Range(0, 5), first[..5].Order());
        Assert.Equal(Enumerable.Range(0, 5), first[5..10].Order());
        Assert.NotEqual(first[..5], first[5..10]);
    }

    internal static List<RlStep> Train(
        CausalLanguageModel model, RlOptions options, string directory, CancellationTokenSource? stop = null, int stopAfter = -1,
        Func<Completion, double>? reward = null, float offset = 0,
        Func<FinishReason>? finish = null, RlAlarms? alarms = null, List<RlStep>? steps = null,
        CausalLanguageModel? sampled = null)
    {
        steps ??= [];
        reward ??= completion => completion.TokenIds.Contains(5) ? 1 : 0;
        var training = Training(options, directory, (_, completion) => (reward(completion), "correct"), step =>
        {
            steps.Add(step);
            if (step.Step == stopAfter)
            {
                stop!.Cancel();
            }
        });
        RlTrainer.Run(
            model, version => new NaiveSampler(sampled ?? model, version) { Offset = offset, Finish = finish },
            alarms is null ? training : training with { Alarms = alarms }, stop?.Token ?? CancellationToken.None);
        return steps;
    }

    private static RlTraining Training(
        RlOptions options, string directory, Func<string, Completion, (double? Reward, string Verdict)> grade, Action<RlStep> stepped) => new()
        {
            Problems = Problems,
            Grade = grade,
            Options = options,
            Seed = 1,
            Arm = "int",
            Directory = directory,
            Stepped = stepped,
        };

    private static double Value(RlStep step, string name) => step.Metrics.Single(m => m.Name == name).Value;

    private sealed class Short : ICompleter
    {
        public string WeightVersion => "short";

        public IAsyncEnumerable<SampledCompletion> CompleteAsync(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation) =>
            requests.Select(
                (_, i) => new SampledCompletion(
                    i, new Completion { Sample = 0, TokenIds = [1], SamplerLogProbs = [0], FinishReason = FinishReason.Stop }))
                .ToAsyncEnumerable();
    }
}
