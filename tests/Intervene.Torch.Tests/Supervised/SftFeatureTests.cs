using System.Runtime.InteropServices;
using Intervene.Examples;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Supervised;
using Intervene.Torch.Tests.Training;
using Intervene.Torch.Training;

namespace Intervene.Torch.Tests.Supervised;

public class SftFeatureTests
{
    private static readonly SftOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 4,
        MaxLength = 40,
        CheckpointEvery = 100,
        Optimizer = new OptimizerOptions { LearningRate = 1e-2, MaxGradNorm = 0.5 },
    };

    [Fact]
    public void The_start_says_what_is_used_what_is_dropped_and_how_much_is_supervised()
    {
        TrainingExample[] examples =
        [
            Example([1, 2, 3], [4, 5]), Example([1], [4, 5, 6], lossStart: 1),
            Example([1], [.. Enumerable.Repeat(1, 60)]), Example([1], [2], lossStart: 1),
        ];
        Assert.Equal(
            "4 examples, 3 used, 1 without a supervised token, 1 dropped as longer than sft.max_length (the longest has 61 tokens); 4 of 11 " +
            "tokens supervised (36 %); 3 updates",
            SftStart.Of(examples, Options).ToString());
        Assert.Contains("2 examples, 2 used, none dropped; 4 of 9 tokens", SftStart.Of(examples[..2], Options).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_example_beyond_the_models_context_is_dropped_and_counted_whatever_max_length_says()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var context = model.Config.ContextLength;
        TrainingExample[] examples =
        [
            Example([1, 2, 3], [4, 5]), Example([1], [.. Enumerable.Repeat(1, context - 1)]), Example([1], [.. Enumerable.Repeat(1, context)]),
        ];
        var options = Options with { MaxLength = 10_000 };
        Assert.Contains($"2 used, 1 dropped as longer than the model's context of {context} (the longest has {context + 1} tokens)",
            SftStart.Of(examples, options, context: context).ToString(), StringComparison.Ordinal);
        var result = SftTrainer.Run(
            model, new FineTuning { Examples = examples, Options = options, Seed = 1, Directory = folder.Path, Updated = _ => { } },
            CancellationToken.None);
        Assert.Equal((2, 1), (result.Examples, result.DroppedTooLong));
        var fault = Assert.Throws<InterveneException>(() => SftTrainer.Run(
            model, new FineTuning { Examples = examples[2..], Options = options, Seed = 2, Directory = folder.Path, Updated = _ => { } },
            CancellationToken.None));
        Assert.Contains($"at most {context} tokens. The model has no more", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(12)]
    public void Where_memory_runs_out_the_batch_is_cut_smaller_and_the_gradient_stays(int memory)
    {
        using var whole = TinyPolicy.Create();
        using var cut = TinyPolicy.Create();
        var examples = SftTrainerTests.Examples(9);
        var (loss, _) = SftTrainer.Accumulate(whole, examples, 100_000);
        using var compute = new ComputeModel(cut, ComputeType.Float32, recompute: true);
        var calls = new List<int>();
        var (smaller, _) = SftTrainer.Accumulate(compute, examples, 100_000, tokens =>
        {
            calls.Add(tokens);
            if (tokens > memory || calls.Count == 3) // the third call fails in the midst of a batch
            {
                throw new ExternalException("CUDA out of memory. Tried to allocate 2 GiB");
            }
        });
        Assert.Equal(loss, smaller, 1e-5);
        float[] expected = TinyPolicy.Gradients(whole), actual = TinyPolicy.Gradients(cut);
        Assert.InRange(expected.Zip(actual).Max(p => Math.Abs(p.First - p.Second)) / expected.Max(Math.Abs), 0, 1e-5);

        var fault = Assert.Throws<InterveneException>(() => SftTrainer.Accumulate(compute, examples, 100_000, _ => throw new OutOfMemoryException()));
        Assert.Contains("sft.recompute_activations", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => SftTrainer.Accumulate(compute, examples, 100_000, _ => throw new ExternalException("shape mismatch")));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_run_that_was_stopped_at_an_epochs_end_or_within_it_goes_on_bit_for_bit(int stopAfter)
    {
        using var folder = new TemporaryFolder();
        using var straight = TinyPolicy.Create();
        using var stopped = TinyPolicy.Create();
        using var resumed = TinyPolicy.Create();
        var options = Options with { Compute = ComputeType.Bfloat16 };
        SftTrainerTests.Train(straight, SftTrainerTests.Examples(10), options, 1, folder.At("a"), _ => { }, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => SftTrainerTests.Train(
            stopped, SftTrainerTests.Examples(10), options, 1, folder.At("b"), u => { if (u.Update == stopAfter) { stop.Cancel(); } }, stop.Token));
        var result = SftTrainerTests.Train(resumed, SftTrainerTests.Examples(10), options, 1, folder.At("b"), _ => { }, CancellationToken.None);
        Assert.Equal((stopAfter, false), (result.ResumedFrom, result.NothingToDo));
        Assert.Equal(TinyPolicy.Weights(straight), TinyPolicy.Weights(resumed));
        Assert.True(
            SftTrainerTests.Train(resumed, SftTrainerTests.Examples(10), options, 1, folder.At("b"), _ => { }, CancellationToken.None).NothingToDo);
    }

    [Fact]
    public void Bfloat16_with_float32_masters_learns_what_float32_learns()
    {
        double Last(ComputeType compute)
        {
            using var folder = new TemporaryFolder();
            using var model = TinyPolicy.Create();
            var losses = new List<double>();
            SftTrainerTests.Train(model, SftTrainerTests.Examples(10),
                Options with { Epochs = 15, Compute = compute }, 1, folder.Path, u => losses.Add(u.Loss), CancellationToken.None);
            Assert.All(model.Parameters.Values, p => Assert.Equal(TorchSharp.torch.ScalarType.Float32, p.dtype));
            return losses[^3..].Average();
        }

        Assert.Equal(Last(ComputeType.Float32), Last(ComputeType.Bfloat16), 0.05);
    }

    [Fact]
    public void No_tensor_is_left_behind_by_bfloat16() => Leaks.None(() =>
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        SftTrainerTests.Train(
            model, SftTrainerTests.Examples(6), Options with { Epochs = 1, Compute = ComputeType.Bfloat16, RecomputeActivations = true },
            1, folder.Path, _ => { }, CancellationToken.None);
    });

    [Fact]
    public void Examples_of_another_tokenizer_a_loss_outside_the_target_and_more_updates_than_a_number_holds_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var foreign = Example([1], [2, 13]);
        var fault = Assert.Throws<InterveneException>(
            () => SftTrainerTests.Train(model, [foreign], Options, 1, folder.Path, _ => { }, CancellationToken.None));
        Assert.Contains("has the token 13; expected 0 … 12. It was made with another tokenizer", fault.Message, StringComparison.Ordinal);
        Assert.Throws<InterveneException>(() => SftStart.Of([foreign], Options, 13));
        fault = Assert.Throws<InterveneException>(() => SftStart.Of([Example([1], [2], lossStart: 5)], Options));
        Assert.Contains("loss_start 5", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<InterveneException>(
            () => SftStart.Of([.. Enumerable.Repeat(Example([1], [2]), 30_000)], Options with { BatchSize = 1, Epochs = 100_000 }));
        Assert.Contains("Lower sft.epochs", fault.Message, StringComparison.Ordinal);
    }

    private static TrainingExample Example(int[] prompt, int[] target, int lossStart = 0) => new()
    {
        ProblemId = "p",
        Arm = "int",
        PromptIds = prompt,
        TargetIds = target,
        LossStart = lossStart,
        Terminal = false,
    };
}
