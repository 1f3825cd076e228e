using Intervene.Evaluation;
using Intervene.Problems;
using Intervene.Statistics;

namespace Intervene.Tests.Evaluation;

public sealed class PolicyComparisonTests
{
    private static EvaluationRecord Record(string problem, int samples, int correct, ProblemSplit split = ProblemSplit.Train) => new()
    {
        ProblemId = problem,
        Split = split,
        Policy = "p",
        Samples = samples,
        Correct = correct,
        Truncated = 0,
        NoAnswer = 0,
        Unparsable = 0,
        MeanLength = 10,
        WeightVersion = "w",
    };

    [Fact]
    public void A_difference_pairs_the_problems_that_both_policies_have()
    {
        EvaluationRecord[] first = [Record("a", 4, 0), Record("b", 4, 2), Record("c", 4, 0), Record("only", 4, 4)];
        EvaluationRecord[] second = [Record("c", 4, 4), Record("b", 4, 0), Record("a", 4, 1), Record("other", 4, 4)];
        var difference = PolicyComparison.Difference(first, second, 1, 3);
        Assert.Equal((1, 3, 1, 2), (difference.K, difference.Problems, difference.OnlyFirst, difference.OnlySecond));
        Assert.Equal((0.25 - 0.5 + 1) / 3, difference.Difference, 1e-12);
        Assert.InRange(difference.Difference, difference.Interval.Low, difference.Interval.High);
        Assert.Equal(McNemar.Exact(1, 2), difference.PValue);
        Assert.Equal(-difference.Difference, PolicyComparison.Difference(second, first, 1, 3).Difference, 1e-12);
    }

    [Fact]
    public void Where_no_problem_tells_two_policies_apart_the_interval_still_has_width()
    {
        EvaluationRecord[] none = [Record("a", 4, 0), Record("b", 4, 0)];
        var difference = PolicyComparison.Difference(none, none, 1, 3);
        Assert.Equal((0, 1), (difference.Difference, difference.PValue));
        Assert.Equal(Proportion.NewcombeDifference(0, 2, 0, 2), difference.Interval);
    }

    [Fact]
    public void Solved_problems_are_not_tested_where_one_policy_had_more_samples()
    {
        var difference = PolicyComparison.Difference([Record("a", 4, 0), Record("b", 4, 1)], [Record("a", 8, 1), Record("b", 8, 1)], 1, 3);
        Assert.True(double.IsNaN(difference.PValue));
        Assert.Equal((0.125 - 0.125) / 2, difference.Difference, 1e-12);
    }

    [Fact]
    public void Every_pair_is_compared_on_each_split_that_both_have_and_corrected_for_the_split()
    {
        PolicyName Name(string arm) => new(arm, "rl");
        EvaluationRecord[] Solving(int count, ProblemSplit split) =>
            [.. Enumerable.Range(0, 10).Select(i => Record($"{split}{i}", 4, i < count ? 4 : 0, split))];
        var pairs = PolicyComparison.Pairs(
            [
                (Name("a"), Solving(0, ProblemSplit.Train)), (Name("b"), [.. Solving(8, ProblemSplit.Train), .. Solving(1, ProblemSplit.Easy)]),
                (Name("c"), [.. Solving(10, ProblemSplit.Train), .. Solving(1, ProblemSplit.Easy)]),
            ],
            3);
        Assert.Equal(["a-b", "a-c", "b-c", "b-c"], pairs.Select(pair => $"{pair.First.Arm}-{pair.Second.Arm}"));
        Assert.Equal([ProblemSplit.Train, ProblemSplit.Train, ProblemSplit.Train, ProblemSplit.Easy], pairs.Select(pair => pair.Split));
        Assert.Equal(0.8, pairs[0].Paired.Difference, 1e-12);
        Assert.Equal([2 / 256.0 * 2, 2 / 1024.0 * 3, 0.5, 1], pairs.Select(pair => Math.Round(pair.Corrected, 12)));
    }
}
