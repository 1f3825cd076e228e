using Intervene.Examples;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Models;
using Intervene.Torch.Supervised;
using Intervene.Torch.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Supervised;

public class SftTrainerTests
{
    private static readonly SftOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 4,
        MaxLength = 40,
        CheckpointEvery = 2,
        Optimizer = new OptimizerOptions { LearningRate = 1e-2, MaxGradNorm = 0.5 },
    };

    [Fact]
    public void The_loss_falls_and_updates_are_told_one_by_one()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var updates = new List<SftUpdate>();
        var result = Train(model, Examples(10), Options with { Epochs = 20 }, 1, folder.Path, updates.Add, CancellationToken.None);
        Assert.Equal(60, result.Updates);
        Assert.Equal(Enumerable.Range(1, 60), updates.Select(u => u.Update));
        Assert.True(updates[^3..].Average(u => u.Loss) < 0.8 * updates[..3].Average(u => u.Loss));
        Assert.Equal(0, updates[0].LearningRate);
        Assert.Equal(2, updates[2].Examples);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(64)]
    public void The_gradient_does_not_depend_on_the_cut_into_forward_passes(int tokens)
    {
        using var whole = TinyPolicy.Create();
        using var cut = TinyPolicy.Create();
        var examples = Examples(9);
        var (loss, supervised) = SftTrainer.Accumulate(whole, examples, 100_000);
        var (cutLoss, _) = SftTrainer.Accumulate(cut, [.. examples.Reverse()], tokens);
        Assert.Equal(examples.Sum(e => e.TargetIds.Length - e.LossStart), supervised);
        Assert.Equal(loss, cutLoss, 1e-5);
        Close(TinyPolicy.Gradients(whole), TinyPolicy.Gradients(cut));
    }

    [Fact]
    public void The_loss_is_the_mean_over_supervised_tokens_of_the_whole_batch()
    {
        using var scope = NewDisposeScope();
        using var model = TinyPolicy.Create();
        var examples = Examples(5);
        var (loss, supervised) = SftTrainer.Accumulate(model, examples, 30);
        double sum = 0;
        foreach (var example in examples)
        {
            int[] ids = [.. example.PromptIds, .. example.TargetIds];
            using var packed = PackedSequences.Pack([ids]);
            var logProbs = nn.functional.log_softmax(model.Logits(packed).to(float64), 1);
            for (var at = example.PromptIds.Length + example.LossStart; at < ids.Length; at++)
            {
                sum -= logProbs[at - 1, ids[at]].ToDouble();
            }
        }

        Assert.Equal(sum / supervised, loss, 1e-5);
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_weights_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using var straight = TinyPolicy.Create();
        using var stopped = TinyPolicy.Create();
        using var resumed = TinyPolicy.Create();
        var losses = new List<double>();
        Train(straight, Examples(10), Options, 1, folder.At("a"), u => losses.Add(u.Loss), CancellationToken.None);

        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(
            stopped, Examples(10), Options, 1, folder.At("b"), u => { if (u.Update == 5) { stop.Cancel(); } }, stop.Token));
        var rest = new List<double>();
        var result = Train(
            resumed, Examples(10), Options with { MicroBatchTokens = 100_000 }, 1, folder.At("b"), u => rest.Add(u.Loss), CancellationToken.None);

        Assert.Equal(5, result.ResumedFrom);
        Assert.Equal(losses[5..], rest);
        Assert.Equal(TinyPolicy.Weights(straight), TinyPolicy.Weights(resumed));
        Assert.Equal(["step-8", "step-9"], Directory.EnumerateDirectories(folder.At("b/checkpoints")).Select(Path.GetFileName).Order());
        var again = Train(
            stopped, Examples(10), Options, 1, folder.At("b"), _ => Assert.Fail("nothing is left to do"), CancellationToken.None);
        Assert.Equal(9, again.ResumedFrom);
        Assert.Equal(TinyPolicy.Weights(straight), TinyPolicy.Weights(stopped));
    }

    [Fact]
    public void A_checkpoint_of_other_options_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        Train(model, Examples(4), Options, 1, folder.Path, _ => { }, CancellationToken.None);
        var fault = Assert.Throws<InterveneException>(() =>
            Train(model, Examples(4), Options with { BatchSize = 2 }, 1, folder.Path, _ => { }, CancellationToken.None));
        Assert.Contains("other options", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_that_do_not_fit_are_dropped_and_counted_and_none_is_cut()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var tokens = new List<long>();
        TrainingExample[] examples = [.. Examples(4), Examples(1)[0] with { TargetIds = [.. Enumerable.Repeat(1, 50)] }];
        var result = Train(model, examples, Options, 1, folder.Path, u => tokens.Add(u.Tokens), CancellationToken.None);
        Assert.Equal(1, result.DroppedTooLong);
        Assert.Equal(4, result.Examples);
        Assert.All(tokens, count => Assert.Equal(Examples(4).Sum(e => e.PromptIds.Length + e.TargetIds.Length), count));
    }

    [Fact]
    public void A_batch_without_a_supervised_token_is_an_error()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        TrainingExample[] examples = [.. Examples(2).Select(e => e with { LossStart = e.TargetIds.Length })];
        var fault = Assert.Throws<InterveneException>(
            () => Train(model, examples, Options, 1, folder.Path, _ => { }, CancellationToken.None));
        Assert.Contains("no token of the batch is supervised", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<InterveneException>(() => Train(model, [], Options, 1, folder.Path, _ => { }, CancellationToken.None));
        Assert.Contains("none of 0 examples", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_that_are_not_finite_skip_updates_and_then_stop_the_run()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        using (no_grad())
        {
            model["model.norm.weight"].fill_(float.NaN);
        }

        var before = TinyPolicy.Weights(model);
        var updates = new List<SftUpdate>();
        var fault = Assert.Throws<InterveneException>(
            () => Train(model, Examples(10), Options, 1, folder.Path, updates.Add, CancellationToken.None));
        Assert.Contains("update 5", fault.Message, StringComparison.Ordinal);
        Assert.All(updates, update => Assert.True(update.Skipped));
        Assert.Equal(before, TinyPolicy.Weights(model));
        Assert.True(File.Exists(folder.At("not-finite-batch.jsonl")));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Leaks.None(() =>
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        Train(model, Examples(6), Options with { Epochs = 1 }, 1, folder.Path, _ => { }, CancellationToken.None);
    });

    internal static SftResult Train(
        CausalLanguageModel model, IReadOnlyList<TrainingExample> examples, SftOptions options, long seed, string directory,
        Action<SftUpdate> updated, CancellationToken cancellation, string? source = null) => SftTrainer.Run(
            model,
            new FineTuning { Examples = examples, Options = options, Seed = seed, Directory = directory, Source = source, Updated = updated },
            cancellation);

    internal static TrainingExample[] Examples(int count) => [.. Enumerable.Range(0, count).Select(i => new TrainingExample
    {
        ProblemId = $"p{i}", Arm = "int", PromptIds = [.. Enumerable.Range(0, 2 + (i % 3)).Select(j => 1 + ((i + j) % 12))],
        TargetIds = [.. Enumerable.Range(0, 3 + (i * 5 % 7)).Select(j => 1 + ((i * j) % 12))], LossStart = i % 2, Terminal = false,
    })];

    private static void Close(float[] expected, float[] actual)
    {
        var scale = expected.Max(Math.Abs);
        Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)) / scale, 0, 1e-5);
    }
}
