using Intervene.Evaluation;
using Intervene.Options;
using Intervene.Reports.Content;

namespace Intervene.Tests.Evaluation;

public sealed class BenchmarkComparisonTests
{
    private static readonly SamplingOptions Paper = DecodingPresets.All["int-paper-e3"];
    private static readonly PolicyName Base = new("Base", "base"), Trained = new("InT", "rl"), Rival = new("RL alone", "rl");

    private static BenchmarkRecord Record(string problem, int correct, SamplingOptions? decoding = null, bool trained = false) => new()
    {
        Benchmark = "aime2025",
        ProblemId = problem,
        Policy = "p",
        Samples = 4,
        Correct = correct,
        Truncated = 1,
        NoAnswer = 0,
        Unparsable = 0,
        MeanLength = 10,
        WeightVersion = "w",
        Decoding = decoding ?? Paper,
        Trained = trained,
    };

    [Fact]
    public void Policies_that_were_sampled_in_the_same_way_are_paired_problem_by_problem()
    {
        var pairs = BenchmarkComparison.Pairs("aime2025",
            [(Base, [Record("a", 0), Record("b", 2)]), (Trained, [Record("b", 4), Record("a", 4)]), (Rival, [Record("a", 0), Record("b", 2)])], 1);
        Assert.Equal([(Base, Trained), (Base, Rival), (Trained, Rival)], pairs.Select(pair => (pair.First, pair.Second)));
        Assert.Equal([0.75, 0, -0.75], pairs.Select(pair => pair.Paired!.Difference));
        Assert.All(pairs, pair => Assert.True(pair.Corrected >= pair.Paired!.PValue));
    }

    [Fact]
    public void A_policy_under_another_decoding_stands_beside_its_rivals_and_is_never_compared_with_them()
    {
        var longer = Paper with { MaxTokens = Paper.MaxTokens + 1 };
        IReadOnlyList<(PolicyName, IReadOnlyList<BenchmarkRecord>)> policies =
            [(Base, [Record("a", 0)]), (Trained, [Record("a", 4, longer)]), (Rival, [Record("a", 4)])];
        var pairs = BenchmarkComparison.Pairs("aime2025", policies, 1);
        Assert.Equal([false, true, false], pairs.Select(pair => pair.Paired is not null));
        Assert.Equal([double.NaN, 1, double.NaN], pairs.Select(pair => pair.Corrected)); // one comparison alone is corrected for
        var data = new BenchmarkResults
        {
            Outcomes = [.. policies.SelectMany(policy => BenchmarkComparison.Outcomes("aime2025", policy.Item1, policy.Item2, [1, 4], 1))],
            Differences = pairs,
        };
        var table = BenchmarkTables.Differences(data, "aime2025");
        Assert.Equal(2, table.Rows.Count(row => row[^1].Display.Contains("different ways", StringComparison.Ordinal)));
        Assert.Contains("at most 32769 tokens", BenchmarkTables.Policies(data, "aime2025").ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_of_one_policy_under_two_decodings_are_two_outcomes_and_no_mean()
    {
        var outcomes = BenchmarkComparison.Outcomes(
            "aime2025", Base, [Record("a", 4, trained: true), Record("b", 0, Paper with { Temperature = 1 })], [1, 4, 8], 1);
        Assert.Equal([(1.0, 1), (0.0, 0)], outcomes.Select(outcome => (outcome.Summary.Average.Value, outcome.Trained)));
        Assert.All(outcomes, outcome => Assert.Equal([1, 4], outcome.Summary.PassAtK.Select(point => point.K)));
    }
}
