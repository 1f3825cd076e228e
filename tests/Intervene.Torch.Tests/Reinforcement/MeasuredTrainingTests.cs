using Intervene.Completions;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Reinforcement;
using Intervene.Torch.Tests.Training;

namespace Intervene.Torch.Tests.Reinforcement;

/// <summary>A training that is measured while it goes on.</summary>
public class MeasuredTrainingTests
{
    private static readonly RlOptions Options = new()
    {
        Steps = 5,
        BatchSize = 3,
        MiniBatchSize = 3,
        GroupSize = 4,
        CheckpointEvery = 2,
        KeepCheckpoints = 1,
        Truncated = new TruncatedOptions.Keep(),
        Sampling = new SamplingOptions { MaxTokens = 10 },
        Optimizer = new OptimizerOptions { LearningRate = 5e-3, Schedule = ScheduleKind.Constant, WarmupRatio = 0 },
    };

    [Theory]
    [InlineData("0 1 2 0", 4)]
    [InlineData("0 3 3 1", 2)]
    [InlineData("1 1 0 1", 0)]
    [InlineData("0 0 0 1", 5)]
    public void The_best_step_is_the_earliest_of_the_greatest_and_its_checkpoint_stays(string values, int best)
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var measured = new List<int>();
        var result = Train(model, folder.Path, (step, _, _) =>
        {
            measured.Add(step);
            return double.Parse(values.Split(' ')[measured.Count - 1], System.Globalization.CultureInfo.InvariantCulture);
        });
        Assert.Equal([0, 2, 4, 5], measured);
        Assert.Equal(best, result.BestStep);
        Assert.True(best is 0 || Directory.Exists(folder.At($"checkpoints/step-{best}")));
    }

    [Fact]
    public void Measuring_changes_no_weight_and_a_training_that_was_stopped_in_it_goes_on_to_the_same()
    {
        using var folder = new TemporaryFolder();
        using CausalModel plain = new(), measured = new(), stopped = new(), resumed = new();
        Train(plain.Model, folder.At("a"), null);
        Train(measured.Model, folder.At("b"), Sample);
        Assert.Equal(plain.Weights, measured.Weights);

        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Train(stopped.Model, folder.At("c"), (step, completer, cancellation) =>
        {
            if (step == 4)
            {
                stop.Cancel();
                cancellation.ThrowIfCancellationRequested();
            }

            return Sample(step, completer, cancellation);
        }, stop));
        var again = new List<int>();
        var result = Train(resumed.Model, folder.At("c"), (step, completer, cancellation) =>
        {
            again.Add(step);
            return Sample(step, completer, cancellation);
        });
        Assert.Equal([4, 5], again);
        Assert.Equal(plain.Weights, resumed.Weights);
        Assert.Equal(5, result.BestStep);
        Assert.Equal(
            File.ReadAllText(folder.At("b/checkpoints/step-5/state.json")), File.ReadAllText(folder.At("c/checkpoints/step-5/state.json")));

        static double Sample(int step, ICompleter completer, CancellationToken cancellation)
        {
            completer.CompleteAllAsync(
                [new CompletionRequest { PromptIds = [1, 2], Key = RandomKey.Of(9, "m", "p"), SampleCount = 2, Sampling = Options.Sampling }],
                cancellation).GetAwaiter().GetResult();
            Assert.EndsWith($"/step-{step}", completer.WeightVersion, StringComparison.Ordinal);
            return step;
        }
    }

    [Fact]
    public void Options_that_cannot_choose_are_refused()
    {
        Assert.Contains("expected evaluate", Complaint(Options with { Keep = KeptPolicy.Best }), StringComparison.Ordinal);
        Assert.Contains(
            "no multiple of checkpoint_every 2", Complaint(Options with { Keep = KeptPolicy.Best, Evaluate = new() { Every = 3 } }),
            StringComparison.Ordinal);
        Assert.Contains("expected one of them", Complaint(
            Options with { Keep = KeptPolicy.Best, Evaluate = new() { Every = 2 }, BestMetric = "critic/score/mean" }), StringComparison.Ordinal);
        Assert.Empty((Options with { Keep = KeptPolicy.Last, Evaluate = new() { Every = 3 } }).Validate());

        static string Complaint(RlOptions options) => Assert.Single(options.Validate());
    }

    private static RlResult Train(
        Models.CausalLanguageModel model, string directory, Func<int, ICompleter, CancellationToken, double>? measure,
        CancellationTokenSource? stop = null) =>
        RlTrainer.Run(model, version => new NaiveSampler(model, version), new RlTraining
        {
            Problems = [.. Enumerable.Range(0, 4).Select(i => new RlProblem($"p{i}", [1 + i, 2]))],
            Grade = (_, completion) => (completion.TokenIds.Contains(5) ? 1 : 0, "correct"),
            Options = Options,
            Seed = 1,
            Arm = "int",
            Directory = directory,
            Stepped = _ => { },
            Measure = measure is null ? null : new RlMeasure(2, Chooses: true, measure),
        }, stop?.Token ?? CancellationToken.None);

    /// <summary>A model whose weights can be compared.</summary>
    private sealed class CausalModel : IDisposable
    {
        public Models.CausalLanguageModel Model { get; } = TinyPolicy.Create();

        public IEnumerable<float[]> Weights => Model.Parameters.Select(parameter => parameter.Value.data<float>().ToArray());

        public void Dispose() => Model.Dispose();
    }
}
