using Intervene.Evaluation;
using Intervene.Problems;
using Intervene.Statistics;

namespace Intervene.Tests.Evaluation;

public sealed class EvaluationSummaryTests
{
    private static EvaluationRecord Record(
        string problem, int samples, int correct, string policy = "base", ProblemSplit split = ProblemSplit.Train) => new()
        {
            ProblemId = problem,
            Split = split,
            Policy = policy,
            Samples = samples,
            Correct = correct,
            Truncated = samples / 4,
            NoAnswer = samples / 2,
            Unparsable = 0,
            MeanLength = samples == 4 ? 10 : 40,
            WeightVersion = policy,
        };

    [Fact]
    public void Every_policy_is_summarised_on_every_split_in_the_order_of_its_records()
    {
        var summaries = EvaluationSummary.Of(
            [Record("a", 4, 1, "rl"), Record("a", 4, 0), Record("b", 4, 0, "rl"), Record("c", 4, 4, "rl", ProblemSplit.Easy)], [1], 3);
        Assert.Equal([("rl", ProblemSplit.Train, 2), ("base", ProblemSplit.Train, 1), ("rl", ProblemSplit.Easy, 1)],
            summaries.Select(s => (s.Policy, s.Split, s.Problems)));
        Assert.Equal([1, 0, 1], summaries.Select(s => s.Solved));
    }

    [Fact]
    public void Shares_and_lengths_are_means_over_samples_and_pass_at_k_over_problems()
    {
        var summary = Assert.Single(EvaluationSummary.Of([Record("a", 4, 1), Record("b", 12, 6)], [1], 3));
        Assert.Equal((4, 2, 0.25, 0.5), (summary.Samples, summary.Solved, summary.Truncated.Value, summary.NoAnswer.Value));
        Assert.Equal(((4 * 10) + (12 * 40)) / 16.0, summary.MeanLength.Value, 1e-12);
        Assert.Equal((0.25 + 0.5) / 2, Assert.Single(summary.PassAtK).Rate, 1e-12);
        Assert.Equal(new Interval(0.25, 0.5), summary.PassAtK[0].Interval);
    }

    [Fact]
    public void A_k_beyond_the_fewest_samples_of_a_problem_is_left_out()
    {
        var summary = Assert.Single(EvaluationSummary.Of([Record("a", 4, 1), Record("b", 12, 6)], [8, 2, 1, 4], 3));
        Assert.Equal([1, 2, 4], summary.PassAtK.Select(point => point.K));
        Assert.Equal((1 + PassAtK.Unbiased(12, 6, 4)) / 2, summary.PassAtK[2].Rate, 1e-12);
    }

    [Fact]
    public void Tokens_a_solve_are_those_of_all_samples_for_each_right_one()
    {
        var summary = Assert.Single(EvaluationSummary.Of([Record("a", 4, 1), Record("b", 12, 6)], [1], 3));
        Assert.Equal(((4 * 10) + (12 * 40)) / 7.0, summary.TokensPerSolve.Value, 1e-12);
        Assert.Equal(double.PositiveInfinity, Assert.Single(EvaluationSummary.Of([Record("a", 4, 0)], [1], 3)).TokensPerSolve.Value);
    }

    [Fact]
    public void The_majority_is_right_where_no_wrong_answer_is_as_frequent_and_unknown_where_answers_are_not_told()
    {
        EvaluationRecord[] records =
        [
            Record("a", 4, 2) with { RivalVotes = 1 }, Record("b", 4, 2) with { RivalVotes = 2 },
            Record("c", 4, 1) with { RivalVotes = 3 }, Record("d", 4, 0) with { RivalVotes = 0 },
        ];
        Assert.Equal((1 + 0.5 + 0 + 0) / 4, Assert.Single(EvaluationSummary.Of(records, [1], 3)).Majority!.Value.Value);
        Assert.Null(Assert.Single(EvaluationSummary.Of([.. records, Record("e", 4, 1)], [1], 3)).Majority);
    }

    [Fact]
    public void A_share_that_all_problems_have_alike_still_has_an_interval()
    {
        var truncated = Assert.Single(EvaluationSummary.Of([Record("a", 4, 1), Record("b", 4, 2)], [1], 3)).Truncated;
        Assert.Equal(0.25, truncated.Value);
        Assert.Equal(Proportion.Wilson(0.5, 2), truncated.Interval);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval()
    {
        EvaluationRecord[] records = [.. Enumerable.Range(0, 40).Select(i => Record($"p{i}", 8, i % 9))];
        var one = EvaluationSummary.Of(records, [1, 8], 3)[0].PassAtK;
        Assert.Equal(one, EvaluationSummary.Of(records, [1, 8], 3)[0].PassAtK);
        Assert.NotEqual(one, EvaluationSummary.Of(records, [1, 8], 4)[0].PassAtK);
    }
}
