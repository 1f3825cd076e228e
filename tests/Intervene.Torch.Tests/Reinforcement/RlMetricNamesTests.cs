using Intervene.Completions;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Options;
using Intervene.Torch.Tests.Training;

namespace Intervene.Torch.Tests.Reinforcement;

public class RlMetricNamesTests
{
    private static readonly RlOptions Options = new()
    {
        Steps = 3,
        BatchSize = 5,
        MiniBatchSize = 5,
        GroupSize = 4,
        Truncated = new TruncatedOptions.Keep(),
        Sampling = new SamplingOptions { MaxTokens = 10 },
        Optimizer = new OptimizerOptions { LearningRate = 1e-3, Schedule = ScheduleKind.Constant, WarmupRatio = 0 },
    };

    [Theory]
    [InlineData(0, null)]
    [InlineData(0.1, 2.0)]
    public void A_step_writes_exactly_the_names_that_a_best_metric_can_name(double kl, double? cap)
    {
        var options = Options with { Kl = kl > 0 ? new() { Coefficient = kl } : null, ImportanceCap = cap };
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var steps = RlTrainerTests.Train(model, options, folder.Path);
        Assert.Equal(RlMetrics.Names(options).Order(StringComparer.Ordinal),
            steps.SelectMany(step => step.Metrics).Select(metric => metric.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([1.0, 2, 3], steps.Select(step => Value(step, "training/global_step")));
        Assert.Equal([0.0, 1, 2], steps.Select(step => Value(step, "training/epoch")));
    }

    [Fact]
    public void A_best_metric_that_no_step_writes_is_refused_before_the_first()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var fault = Assert.Throws<InterveneException>(() => RlTrainerTests.Train(
            model, Options with { BestMetric = "critic/score/meen" }, folder.Path, reward: _ => throw new InvalidOperationException("sampled")));
        Assert.Contains("Did you mean critic/score/mean?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_step_is_neither_one_without_the_metric_nor_one_with_NaN()
    {
        (int? Step, double? Value) best = (null, null);
        double?[] values = [double.NaN, 0.5, null, double.NaN, 0.4, 0.5];
        for (var i = 0; i < values.Length; i++)
        {
            best = BestCheckpoint.Of(best, i + 1, "m", values[i] is { } value ? [new Metric("m", value)] : []);
        }

        Assert.Equal((2, 0.5), best);
    }

    [Fact]
    public void The_mismatch_of_two_engines_is_measured_as_verl_does()
    {
        var mismatch = new SamplerMismatch();
        mismatch.Add([-1, -2], [-1.5f, -1]);
        mismatch.Add([-0.5f], [-0.5f]);
        Assert.Equal((-0.5 + 1 + 0) / 3, mismatch.K1, 1e-12);
        Assert.Equal((Math.Exp(1.5) + Math.Exp(0.5)) / 2, mismatch.TrainerPerplexity, 1e-12);
        Assert.Equal((Math.Exp(1.25) + Math.Exp(0.5)) / 2, mismatch.SamplerPerplexity, 1e-12);
        Assert.Equal((-1.25 + 1.5) / 2, mismatch.LogPerplexityDifference, 1e-12);
        Assert.Equal(((Math.Exp(1) + Math.Exp(-2) + 1) / 3) - 1, mismatch.ChiSquareToken, 1e-12);
        Assert.Equal(((Math.Exp(2 * -0.5) + 1) / 2) - 1, mismatch.ChiSquareSequence, 1e-12);
        double[] p = [Math.Exp(-1), Math.Exp(-2), Math.Exp(-0.5)], q = [Math.Exp(-1.5), Math.Exp(-1), Math.Exp(-0.5)];
        double mp = p.Average(), mq = q.Average();
        Assert.Equal(
            p.Zip(q).Sum(x => (x.First - mp) * (x.Second - mq)) / Math.Sqrt(p.Sum(x => (x - mp) * (x - mp)) * q.Sum(x => (x - mq) * (x - mq))),
            mismatch.Correlation, 1e-9);
    }

    [Fact]
    public void A_step_whose_rollouts_are_all_masked_has_no_entropy_and_no_false_alarm()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyPolicy.Create();
        var options = Options with { Truncated = new TruncatedOptions.Mask() };
        var cut = 0;
        var alarms = new RlAlarms();
        foreach (var step in RlTrainerTests.Train(model, options, folder.Path, finish: () => cut++ < 20 ? FinishReason.Stop : FinishReason.Length))
        {
            Assert.Equal(step.Step > 1, double.IsNaN(Value(step, "actor/entropy")));
            Assert.DoesNotContain(alarms.Of(step.Metrics), alarm => alarm.Contains("entropy", StringComparison.Ordinal));
        }
    }

    private static double Value(RlStep step, string name) => step.Metrics.Single(m => m.Name == name).Value;
}
