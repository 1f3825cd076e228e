using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Tests.Reinforcement;

namespace Intervene.Torch.Tests.Training;

public class LearningRatesTests
{
    [Fact]
    public void Schedules_are_those_of_transformers_and_verl()
    {
        foreach (var row in GoldenRows.Read("schedules/schedules.jsonl"))
        {
            var peak = row.Number("lr");
            var floor = row.Optional("min_lr_rate") ?? row.Optional("min_lr_ratio") ?? (row.Optional("min_lr") / peak) ?? 0;
            var kind = row.Text("kind") switch
            {
                "cosine_with_min_lr" or "verl_cosine" => ScheduleKind.CosineWithMinLr,
                "cosine" => ScheduleKind.Cosine,
                "linear" => ScheduleKind.Linear,
                _ => ScheduleKind.Constant,
            };
            double[] ours = [.. row.Vector("lr_at_update").Select((_, update) =>
                peak * LearningRates.Factor(kind, floor, (long)row.Number("warmup_updates"), update, (long)row.Number("total_updates")))];
            GoldenRows.Close([.. row.Vector("lr_at_update").Select(x => x / peak)], [.. ours.Select(x => x / peak)], 1e-9, row.Text("kind"));
        }
    }

    [Fact]
    public void The_share_of_the_warm_up_is_rounded_up()
    {
        var options = new OptimizerOptions { LearningRate = 1, WarmupRatio = 0.1, Schedule = ScheduleKind.Constant };
        Assert.Equal([0.0, 0.5, 1.0], Enumerable.Range(0, 3).Select(update => LearningRates.At(options, update, 11)));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 3)]
    [InlineData(0, 0)]
    public void A_linear_schedule_that_is_all_warm_up_ends_at_zero(long warmup, long total) =>
        Assert.Equal(
            [0.0, 0.0], new[] { Math.Max(warmup, total), Math.Max(warmup, total) + 1 }.Select(
                update => LearningRates.Factor(ScheduleKind.Linear, 0, warmup, update, total)));
}
