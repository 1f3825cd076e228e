using Intervene.Evaluation;
using Intervene.Examples;
using Intervene.Learning;
using Intervene.Reports.Content;

namespace Intervene.Tests.Evaluation;

/// <summary>Likelihoods of texts by source.</summary>
public class SourceLikelihoodTests
{
    [Fact]
    public void Every_token_counts_alike_in_one_mean_and_every_text_in_the_other()
    {
        ScoredText[] texts = [Text("s", "p", 0, 1, 4), Text("s", "p", 1, 9, 9), Text("other", "p", 0, 2, 1), Text("s", "q", 0, 10, 20)];
        var sources = SourceLikelihood.Of(texts, seed: 1);
        Assert.Equal(["s", "other"], sources.Select(source => source.Source));
        var of = sources[0];
        Assert.Equal((2, 3, 20L), (of.Problems, of.Texts, of.Tokens));
        Assert.Equal((4 + 9 + 20) / 20.0, of.Nll.Value, 1e-12);
        Assert.Equal((4 + 1 + 2) / 3.0, of.TextNll, 1e-12);

        // Two problems, of 1.3 and of 2 nats a token: a resample has one of them twice, or both.
        Assert.Equal((1.3, 2), (of.Nll.Interval.Low, of.Nll.Interval.High));
    }

    [Fact]
    public void Texts_of_a_problem_stay_together_and_whoever_scored_is_resampled_alike()
    {
        ScoredText[] one = [Text("s", "p", 0, 5, 1), Text("s", "p", 1, 5, 9)];
        var alone = SourceLikelihood.Of(one, seed: 1)[0];
        Assert.Equal((1, 1), (alone.Nll.Interval.Low, alone.Nll.Interval.High));

        ScoredText[] before = [.. Enumerable.Range(0, 9).Select(i => Text("s", $"p{i}", 0, 1 + i, i * i))];
        ScoredText[] after = [.. before.Select(text => text with { Nll = text.Nll * 3 })];
        var (first, second) = (SourceLikelihood.Of(before, 5)[0].Nll.Interval, SourceLikelihood.Of(after, 5)[0].Nll.Interval);
        Assert.Equal(first.Low * 3, second.Low, 1e-9);
        Assert.Equal(first.High * 3, second.High, 1e-9);
        Assert.NotEqual(first, SourceLikelihood.Of(before, 6)[0].Nll.Interval);
    }

    [Fact]
    public void A_table_has_the_policy_before_fine_tuning_first_and_both_means()
    {
        var table = TrainingTables.Likelihoods([("InT", [Row(10, 1.25), Row(null, 2.5), Row(0, 2)])]);
        Assert.Equal(["before SFT", "0", "10"], table.Rows.Select(row => row[1].Display));
        Assert.Equal(["InT", "before SFT", "s", "2", "3", "12", "2.50 [2.00, 3.00]", "4.50"], table.Rows[0].Select(cell => cell.Display));
    }

    private static ScoredText Text(string source, string problem, int number, int tokens, double nll) =>
        new() { Source = source, ProblemId = problem, Number = number, Hash = "h", Tokens = tokens, Nll = nll };

    private static LikelihoodRecord Row(int? step, double nll) => new()
    {
        Step = step,
        Source = "s",
        Problems = 2,
        Texts = 3,
        Tokens = 12,
        Nll = nll,
        Interval = new(nll - 0.5, nll + 0.5),
        TextNll = nll + 2,
        WeightVersion = "w",
    };
}
