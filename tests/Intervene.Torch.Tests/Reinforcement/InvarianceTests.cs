using Intervene.Completions;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Reinforcement;
using Intervene.Torch.Tests.Training;
using Intervene.Torch.Training;

namespace Intervene.Torch.Tests.Reinforcement;

public class InvarianceTests
{
    [Theory]
    [InlineData("TokenMean", "Vanilla", 1)]
    [InlineData("TokenMean", "Vanilla", 40)]
    [InlineData("TokenSum", "Cispo", 25)]
    [InlineData("SeqMeanTokenSum", "Vanilla", 40)]
    [InlineData("SeqMeanTokenSumNorm", "Vanilla", 40)]
    [InlineData("SeqMeanTokenMean", "Gspo", 33)]
    public void The_update_does_not_depend_on_the_cut_the_order_or_what_is_packed_together(
        string aggregation, string loss, int tokens)
    {
        var options = new RlOptions
        {
            BatchSize = 3,
            MiniBatchSize = 3,
            GroupSize = 4,
            Aggregation = LossKinds.Aggregation(aggregation, 9),
            PolicyLoss = LossKinds.Policy(loss),
            Kl = new() { Coefficient = 0.1 },
            EntropyCoefficient = 0.05,
            MicroBatchTokens = 100_000,
            EpochsPerStep = 2,
            Sampling = new SamplingOptions { MaxTokens = 9, Temperature = 0.8 },
        };
        var (whole, loss1) = Update(options, reverse: false);
        var (cut, loss2) = Update(options with { MicroBatchTokens = tokens }, reverse: true);
        var scale = whole.Max(Math.Abs);
        Assert.InRange(whole.Zip(cut).Max(p => Math.Abs(p.First - p.Second)) / scale, 0, 1e-5);
        Assert.Equal(loss1, loss2, 1e-5 * Math.Max(1, Math.Abs(loss1)));
    }

    /// <summary>One sequence a forward pass is what padding would compute; each variant must lead to the same update.</summary>
    [Theory]
    [InlineData(true, false, 100_000, 0)]
    [InlineData(true, false, 31, 0)]
    [InlineData(false, true, 100_000, 0)]
    [InlineData(true, true, 40, 0)]
    [InlineData(true, false, 100_000, 30)]
    [InlineData(false, false, 100_000, 15)]
    public void The_update_does_not_depend_on_shared_prompts_recomputed_layers_or_a_lack_of_memory(bool share, bool recompute, int tokens, int memory)
    {
        var options = new RlOptions
        {
            BatchSize = 3,
            MiniBatchSize = 3,
            GroupSize = 4,
            Kl = new() { Coefficient = 0.1 },
            EntropyCoefficient = 0.05,
            EpochsPerStep = 2,
            ImportanceCap = 2,
            Sampling = new SamplingOptions { MaxTokens = 9, Temperature = 0.8 },
        };
        var (alone, loss1) = Update(options with { MicroBatchTokens = 1, SharePrompts = false }, reverse: false);
        var largest = 0;
        var (other, loss2) = Update(
            options with { MicroBatchTokens = tokens, SharePrompts = share, RecomputeActivations = recompute }, reverse: true,
            onForward: forward =>
            {
                if (memory > 0 && forward > memory)
                {
                    throw new System.Runtime.InteropServices.ExternalException("DefaultCPUAllocator: can't allocate memory");
                }

                largest = Math.Max(largest, forward);
            });
        Assert.InRange(alone.Zip(other).Max(p => Math.Abs(p.First - p.Second)) / alone.Max(Math.Abs), 0, 1e-5);
        Assert.Equal(loss1, loss2, 1e-5 * Math.Max(1, Math.Abs(loss1)));
        Assert.InRange(largest, 1, memory > 0 ? memory : 100_000);
    }

    [Fact]
    public void What_is_measured_does_not_depend_on_a_lack_of_memory()
    {
        var options = new RlOptions { BatchSize = 3, MiniBatchSize = 3, GroupSize = 4, ImportanceCap = 2, MicroBatchTokens = 40 };
        var measured = new List<UpdateStatistics>();
        var passes = 0;
        Update(options, reverse: false, measured: measured.Add);
        Update(options, reverse: false, measured: measured.Add, onForward: _ =>
        {
            if (++passes == 2)
            {
                throw new OutOfMemoryException();
            }
        });
        Assert.Equal([0, 1], measured.Select(m => m.MemorySplits));
        Assert.True(measured[0].Weights.Count > 0);
        Assert.Equal(measured[0].Weights.Count, measured[1].Weights.Count);
        Assert.Equal(measured[0].Weights.Mean, measured[1].Weights.Mean, 1e-6);
        Assert.Equal(measured[0].Entropy, measured[1].Entropy, 1e-6);
        Assert.Equal(measured[0].PolicyLoss.Count, measured[1].PolicyLoss.Count);
    }

    [Fact]
    public void A_sequence_that_does_not_fit_alone_is_told_with_the_knobs_to_turn()
    {
        var options = new RlOptions { BatchSize = 3, MiniBatchSize = 3, GroupSize = 4 };
        var fault = Assert.Throws<Intervene.InterveneException>(() => Update(
            options, reverse: false, onForward: _ => throw new System.Runtime.InteropServices.ExternalException("CUDA out of memory.")));
        Assert.Contains("rl.recompute_activations", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bfloat16_with_float32_masters_gives_nearly_the_same_update()
    {
        var options = new RlOptions { BatchSize = 3, MiniBatchSize = 3, GroupSize = 4, EntropyCoefficient = 0.05, MicroBatchTokens = 40 };
        var (exact, _) = Update(options, reverse: false);
        var (rounded, _) = Update(options with { Compute = ComputeType.Bfloat16 }, reverse: false);
        var difference = Math.Sqrt(exact.Zip(rounded).Sum(p => (p.First - p.Second) * (p.First - p.Second)) / exact.Sum(x => x * x));
        Assert.InRange(difference, 1e-6, 0.05);
    }

    [Fact]
    public void Leaving_out_what_has_no_gradient_changes_nothing()
    {
        var options = new RlOptions
        {
            BatchSize = 3,
            MiniBatchSize = 3,
            GroupSize = 4,
            EpochsPerStep = 2,
            Sampling = new SamplingOptions { MaxTokens = 9 },
        };
        var (left, _) = Update(options, reverse: false, level: true);
        var (kept, _) = Update(options with { EntropyCoefficient = 1e-30 }, reverse: false, level: true);
        Assert.InRange(left.Zip(kept).Max(p => Math.Abs(p.First - p.Second)) / left.Max(Math.Abs), 0, 1e-5);
    }

    /// <summary>
    /// The weights' change, under a large ε so that no small gradient is blown up. The step is short beside the weights: a second epoch starts where
    /// the first led and would multiply the rounding of a long first step.
    /// </summary>
    private static (double[] Change, double Loss) Update(
        RlOptions options, bool reverse, bool level = false, Action<int>? onForward = null, Action<UpdateStatistics>? measured = null)
    {
        using var model = TinyPolicy.Create();
        using var reference = TinyPolicy.Create(seed: 4);
        using var optimizer = new AdamW(model.Parameters, new OptimizerOptions { Epsilon = 1, MaxGradNorm = 1e9 });
        var before = TinyPolicy.Weights(model);
        var rollouts = Rollouts(level);
        if (reverse)
        {
            rollouts.Reverse();
        }

        var advantages = Advantages.Of(
            options.Advantage, [.. rollouts.Select(r => r.Reward)], [.. rollouts.Select(r => r.Group)], [.. rollouts.Select(_ => 1)]);
        using var update = new PolicyUpdate(model, options.Kl is not null ? reference : null, optimizer, options) { OnForward = onForward };
        var statistics = update.Run(rollouts, advantages, 0.1, _ => { });
        measured?.Invoke(statistics);
        return ([.. TinyPolicy.Weights(model).Zip(before).Select(p => (double)p.First - p.Second)], statistics.PolicyLoss.Mean);
    }

    private static List<RlRollout> Rollouts(bool level) => [.. Enumerable.Range(0, 12).Select(i => new RlRollout
    {
        Problem = new RlProblem($"p{i / 4}", [1 + (i / 4), 5]), Group = i / 4, Score = 0, Reward = level && i < 8
            ? 0 : i * 7 % 3, Verdict = "wrong", WeightVersion = "w",
        Masked = i == 2,
        Completion = new Completion
        {
            Sample = i % 4, TokenIds = [.. Enumerable.Range(0, 2 + (i * 5 % 8)).Select(j => 1 + (((i * 3) + (j * j)) % 12))],
            SamplerLogProbs = new float[2 + (i * 5 % 8)], FinishReason = FinishReason.Stop,
        },
    })];
}
