using Intervene.Completions;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Options;
using Intervene.Torch.Tests.Training;
using Intervene.Torch.Training;

namespace Intervene.Torch.Tests.Reinforcement;

public class RlFeatureTests
{
    private static readonly RlOptions Options = new()
    {
        Steps = 2,
        BatchSize = 3,
        MiniBatchSize = 3,
        GroupSize = 4,
        Truncated = new TruncatedOptions.Keep(),
        Sampling = new SamplingOptions { MaxTokens = 10 },
        Optimizer = new OptimizerOptions { LearningRate = 5e-3, Schedule = ScheduleKind.Constant, WarmupRatio = 0 },
    };

    [Theory]
    [InlineData(6, 1.0)]
    [InlineData(7, 0.875)]
    [InlineData(8, 0.75)]
    [InlineData(10, 0.5)]
    public void The_overlong_penalty_grows_over_the_buffer(int length, double reward)
    {
        var options = Options with { Truncated = new TruncatedOptions.OverlongPenalty { Buffer = 4, Factor = 0.5 } };
        var grader = new RolloutGrader((_, _) => (1, "correct"), options, 13);
        var rollout = grader.Grade(new RlProblem("p", [1]), 0, Completion(length), 0, "w", "w");
        Assert.Equal(reward, rollout.Reward, 1e-12);
        Assert.Equal(1, rollout.Score);
    }

    [Fact]
    public void Rollouts_of_another_tokenizer_or_other_weights_are_refused()
    {
        RlRollout Grade(RlOptions options, int vocabulary, string version) =>
            new RolloutGrader((_, _) => (1, "correct"), options, vocabulary).Grade(
                new RlProblem("p", [1]), 0, Completion(3), 0, "int/step-0", version);

        var fault = Assert.Throws<InterveneException>(() => Grade(Options, 5, "int/step-0"));
        Assert.Contains("has the token 5; expected 0 … 4. It was made with another tokenizer", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<InterveneException>(() => Grade(Options, 13, "base"));
        Assert.Contains("is of the weights base; expected int/step-0", fault.Message, StringComparison.Ordinal);
        Assert.Equal("base", Grade(Options with { ImportanceCap = 2 }, 13, "base").WeightVersion);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_log_probability_that_is_not_finite_is_refused_with_its_place(float value)
    {
        var completion = Completion(3);
        completion.SamplerLogProbs[1] = value;
        var fault = Assert.Throws<InterveneException>(() =>
            new RolloutGrader((_, _) => (1, "correct"), Options, 13).Grade(new RlProblem("p", [1]), 0, completion, 4, "w", "w"));
        Assert.StartsWith("rl: step 5: sample 0 of problem p has the log-probability ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(" at token 2; expected a finite number.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_without_variance_are_sampled_again_up_to_the_limit()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var options = Options with { ZeroVariance = new ZeroVarianceOptions.Resample { MaxBatches = 4 } };
        double Rare(Completion completion) => completion.TokenIds.Contains(5) ? 1 : 0;
        var steps = RlTrainerTests.Train(model, options, folder.At("a"), reward: Rare);
        Assert.Contains(steps, step => Value(step, "train/num_gen_batches") > 1);
        foreach (var step in steps)
        {
            var groups = step.Rollouts.GroupBy(r => r.Group).ToArray();
            Assert.InRange(groups.Length, 1, 3);
            Assert.True(groups.Length == 3 || Value(step, "train/num_gen_batches") == 4);
            Assert.All(groups, group => Assert.True(group.Count() == 4 && group.Select(r => r.Reward).Distinct().Count() > 1));
        }

        var level = RlTrainerTests.Train(model, options, folder.At("b"), reward: _ => 0);
        Assert.All(level, step => Assert.Equal(4, Value(step, "train/num_gen_batches")));
        Assert.All(level, step => Assert.Equal(0, Value(step, "actor/updates")));
        Assert.All(level, step => Assert.Equal(1, Value(step, "zero_advantage_ratio/all_wrong")));
    }

    [Fact]
    public void Excluded_groups_leave_the_denominators()
    {
        RlStep Step(ZeroVarianceOptions zeroVariance)
        {
            using var folder = new TemporaryFolder();
            using var model = TinyPolicy.Create();
            var calls = 0;
            return RlTrainerTests.Train(
                model, Options with { Steps = 1, ZeroVariance = zeroVariance }, folder.Path, reward: _ => calls++ is var i && i < 4 ? i % 2 : 0)[0];
        }

        RlStep kept = Step(new ZeroVarianceOptions.Keep()), excluded = Step(new ZeroVarianceOptions.Exclude());
        double Tokens(RlStep step, int groups) => step.Rollouts.Take(4 * groups).Sum(r => (double)r.Completion.TokenIds.Length);
        Assert.Equal(Value(kept, "actor/grad_norm") * Tokens(kept, 3) / Tokens(kept, 1),
            Value(excluded, "actor/grad_norm"), 1e-4 * Value(excluded, "actor/grad_norm"));
    }

    [Fact]
    public void Importance_weights_multiply_the_loss_and_are_capped()
    {
        static RlStep Step(float offset, double? cap)
        {
            using var folder = new TemporaryFolder();
            using var model = TinyPolicy.Create();
            return RlTrainerTests.Train(model, Options with { Steps = 1, ImportanceCap = cap }, folder.Path, offset: offset)[0];
        }

        var plain = Value(Step(0, null), "actor/grad_norm");
        var offset = -(float)Math.Log(1.5); // the sampler gives each token 1.5 times less than the trainer
        Assert.Equal(1.5 * plain, Value(Step(offset, 2), "actor/grad_norm"), 1e-3 * plain);
        Assert.Equal(1.2 * plain, Value(Step(offset, 1.2), "actor/grad_norm"), 1e-3 * plain);
        Assert.Equal(1.5, Value(Step(offset, 2), "rollout_corr/rollout_is_mean"), 1e-3);
        Assert.Equal(1.2, Value(Step(offset, 1.2), "rollout_corr/rollout_is_max"), 1e-3);
    }

    [Fact]
    public void Patched_problems_and_the_others_are_scored_apart()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var steps = RlTrainerTests.Train(model, Options with { Steps = 5 }, folder.Path);
        Assert.Contains(steps, step => step.Rollouts.Select(rollout => rollout.Problem.Patched).Distinct().Count() == 2);
        foreach (var step in steps)
        {
            Assert.Equal(step.Rollouts.GroupBy(rollout => rollout.Group).Count(group => group.Any(rollout => rollout.Reward > 0)),
                Value(step, "int/solved_problems"));
            foreach (var part in step.Rollouts.GroupBy(rollout => rollout.Problem.Patched))
            {
                Assert.Equal(part.Average(rollout => rollout.Score), Value(step, part.Key ? "int/score_patched" : "int/score_unpatched"), 1e-12);
            }
        }
    }

    [Fact]
    public void Every_alarm_names_the_knob_to_turn()
    {
        var alarms = new RlAlarms();
        Metric[] Metrics(double entropy, double length, double cut, double kl, double k3, double score, double effective = 1) =>
        [
            new("actor/entropy", entropy), new("response_length/mean", length), new("response_length/clip_ratio", cut), new("actor/ppo_kl", kl),
            new("rollout_corr/k3_kl", k3), new("training/rollout_log_probs_diff_max", 0),
            new("rollout_corr/rollout_is_eff_sample_size", effective), new("critic/score/max", score),
        ];

        Assert.Empty(alarms.Of(Metrics(1, 100, 0.1, 0.01, 1e-6, 1)));
        string Only(Metric[] metrics) => Assert.Single(alarms.Of(metrics));
        Assert.Contains("rl.entropy_coefficient", Only(Metrics(0.05, 100, 0.1, 0, 0, 1)), StringComparison.Ordinal);
        Assert.Contains("rl.kl", Only(Metrics(1, 20, 0.1, 0, 0, 1)), StringComparison.Ordinal);
        Assert.Contains("sampling.max_tokens", Only(Metrics(1, 100, 0.6, 0, 0, 1)), StringComparison.Ordinal);
        Assert.Contains("rl.epochs_per_step", Only(Metrics(1, 100, 0.1, -0.3, 0, 1)), StringComparison.Ordinal);
        Assert.Contains("sampling.temperature", Only(Metrics(1, 100, 0.1, 0, 0.01, 1)), StringComparison.Ordinal);
        Assert.Empty(alarms.Of(Metrics(1, 100, 0.1, 0, 0.01, 1)));
        Assert.Contains("rl.importance_cap", Only(Metrics(1, 100, 0.1, 0, 0.01, 1, effective: 0.3)), StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 9), _ => Assert.Empty(alarms.Of(Metrics(1, 100, 0.1, 0, 0.01, 0))));
        Assert.Contains("rl.group_size", Only(Metrics(1, 100, 0.1, 0, 0.01, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_are_all_right_are_told_as_success_and_those_that_are_all_wrong_as_none()
    {
        IReadOnlyList<string> At(double wrong, double right) => new RlAlarms().Of(
            [new("zero_advantage_ratio/all_wrong", wrong), new("zero_advantage_ratio/all_right", right), new("critic/score/max", 1)]);
        Assert.Empty(At(0.3, 0.4));
        Assert.Contains("which is no fault", Assert.Single(At(0.1, 0.62)), StringComparison.Ordinal);
        Assert.Contains("all wrong", Assert.Single(At(0.95, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_skipped_update_and_a_jump_of_the_reference_kl_are_told()
    {
        var alarms = new RlAlarms();
        IReadOnlyList<string> At(double kl, double skipped) =>
            alarms.Of([new("actor/kl_loss", kl), new("actor/skipped_updates", skipped), new("critic/score/max", 1)]);
        Assert.Empty(At(0, 0));
        Assert.Empty(At(0.002, 0));
        Assert.Empty(At(0.003, 0));
        Assert.Contains("rl.kl", Assert.Single(At(0.3, 0)), StringComparison.Ordinal);
        Assert.Empty(At(0.02, 0));
        Assert.Contains("1 so far", Assert.Single(At(0.02, 1)), StringComparison.Ordinal);
        Assert.Empty(At(0.02, 1));
        Assert.Contains("2 so far", Assert.Single(At(0.02, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_stopped_while_it_samples_goes_on_to_the_same_weights()
    {
        var options = Options with
        {
            Steps = 4,
            CheckpointEvery = 100,
            Kl = new() { Coefficient = 0.05 },
            ZeroVariance = new ZeroVarianceOptions.Resample(),
        };
        using var folder = new TemporaryFolder();
        using var straight = TinyPolicy.Create();
        using var stopped = TinyPolicy.Create();
        RlTrainerTests.Train(straight, options, folder.At("a"));
        using var stop = new CancellationTokenSource();
        var graded = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => RlTrainerTests.Train(stopped, options, folder.At("b"), stop, reward: completion =>
        {
            if (++graded == 31)
            {
                stop.Cancel();
            }

            return completion.TokenIds.Contains(5) ? 1 : 0;
        }));
        Assert.InRange(TrainingState.LastStep(folder.At("b")), 1, 3);
        using var resumed = TinyPolicy.Create();
        RlTrainerTests.Train(resumed, options, folder.At("b"));
        Assert.Equal(TinyPolicy.Weights(straight), TinyPolicy.Weights(resumed));
    }

    [Fact]
    public void The_best_checkpoint_stays_beside_the_last_ones()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var number = 0;
        var options = Options with { Steps = 6, CheckpointEvery = 1, KeepCheckpoints = 2, BestMetric = "critic/score/mean" };
        RlTrainerTests.Train(model, options, folder.Path, reward: _ => (number++ / 12) == 1 ? 1 : 0.5);
        Assert.Equal(["step-2", "step-5", "step-6"], Directory.EnumerateDirectories(folder.At("checkpoints")).Select(Path.GetFileName).Order());
        var fault = Assert.Throws<InterveneException>(() => RlTrainerTests.Train(model, options with { BestMetric = "score" }, folder.At("x")));
        Assert.Contains("critic/score/mean", fault.Message, StringComparison.Ordinal);
    }

    private static Completion Completion(int length) => new()
    {
        Sample = 0,
        TokenIds = [.. Enumerable.Repeat(5, length)],
        SamplerLogProbs = new float[length],
        FinishReason = FinishReason.Stop,
    };

    private static double Value(RlStep step, string name) => step.Metrics.Single(m => m.Name == name).Value;
}
