using System.Text.Json;
using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Statistics;

namespace Intervene.Tests.Evaluation;

public sealed class StatisticsTests
{
    private static IEnumerable<JsonElement> Golden(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Evaluation", "goldens", file)).Select(line => JsonDocument.Parse(line).RootElement);

    [Fact]
    public void Pass_at_k_agrees_with_exact_rationals()
    {
        foreach (var row in Golden("pass-at-k.jsonl"))
        {
            int n = row.GetProperty("n").GetInt32(), c = row.GetProperty("c").GetInt32(), k = row.GetProperty("k").GetInt32();
            Assert.Equal(row.GetProperty("pass_at_k").GetDouble(), PassAtK.Unbiased(n, c, k), 1e-12);
        }
    }

    [Fact]
    public void Intervals_and_tests_agree_with_scipy_and_statsmodels()
    {
        foreach (var row in Golden("statistics.jsonl"))
        {
            double Number(string name) => row.GetProperty(name).GetDouble();
            int Whole(string name) => row.GetProperty(name).GetInt32();
            void Same(string name, Interval actual)
            {
                Assert.Equal(row.GetProperty(name)[0].GetDouble(), actual.Low, 1e-9);
                Assert.Equal(row.GetProperty(name)[1].GetDouble(), actual.High, 1e-9);
            }

            switch (row.GetProperty("kind").GetString())
            {
                case "proportion":
                    Same("wilson", Proportion.Wilson(Whole("successes"), Whole("trials"), Number("confidence")));
                    Same("clopper_pearson", Proportion.ClopperPearson(Whole("successes"), Whole("trials"), Number("confidence")));
                    break;
                case "difference":
                    Same("newcombe_2_minus_1", Proportion.NewcombeDifference(
                        Whole("successes1"), Whole("trials1"), Whole("successes2"), Whole("trials2"), Number("confidence")));
                    break;
                case "mcnemar_exact":
                    Assert.Equal(Number("p_value"), McNemar.Exact(Whole("only_first"), Whole("only_second")), 1e-9);
                    break;
                case var other:
                    Assert.Fail($"unknown kind {other}");
                    break;
            }
        }
    }

    [Fact]
    public void Holm_multiplies_by_the_tests_that_are_left_and_never_falls()
    {
        var adjusted = Holm.Adjust([0.01, 0.04, double.NaN, 0.03, 0.005]);
        Assert.Equal([0.03, 0.06, double.NaN, 0.06, 0.02], adjusted.Select(p => Math.Round(p, 12))); // R: p.adjust(c(.01, .04, .03, .005), "holm")
        Assert.Equal([1.0, 1.0], Holm.Adjust([0.9, 0.7]));
        Assert.Empty(Holm.Adjust([]));
    }

    [Fact]
    public void Wilson_takes_shares_of_problems_as_it_takes_whole_ones()
    {
        Assert.Equal(Proportion.Wilson(3, 10), Proportion.Wilson(1.5 + 1.5, 10.0));
        Assert.InRange(0.25, Proportion.Wilson(0.5, 2).Low, Proportion.Wilson(0.5, 2).High);
    }

    [Fact]
    public void Bootstrap_is_deterministic_and_brackets_the_mean()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 1.0 : 0.0)];
        var interval = Bootstrap.ByProblem(values, new RandomKey(7));
        Assert.Equal(interval, Bootstrap.ByProblem(values, new RandomKey(7)));
        Assert.InRange(interval.Low, 0.08, 0.20);
        Assert.InRange(interval.High, 0.30, 0.45);
    }
}
