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
    public void Intervals_tests_and_standard_errors_agree_with_scipy_and_statsmodels()
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
                case "clustered_mean":
                    double[] values = [.. row.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
                    int[] clusters = [.. row.GetProperty("clusters").EnumerateArray().Select(value => value.GetInt32())];
                    Assert.Equal(Number("cluster_robust_se"), ClusteredMean.StandardError(values, clusters), 1e-12);
                    Assert.Equal(Number("cluster_robust_se_small_sample"), ClusteredMean.StandardError(values, clusters, smallSample: true), 1e-12);
                    break;
                case var other:
                    Assert.Fail($"unknown kind {other}");
                    break;
            }
        }
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
