using Intervene.Interventions;
using Intervene.Interventions.Locating;

namespace Intervene.Tests.Interventions.Locating;

public class LocateScorerTests
{
    [Fact]
    public void The_score_is_the_harmonic_mean_of_both_accuracies()
    {
        var score = LocateScorer.Score("x", [Row(0, 1), Row(1, 1), Row(2, null), Row(3, 9), Row(-1, null), Row(-1, 2)]);

        Assert.Equal(new Share(1, 4), score.Erroneous);
        Assert.Equal(new Share(2, 4), score.Near);
        Assert.Equal(new Share(1, 2), score.Correct);
        Assert.Equal(new Share(1, 4), score.Accused);
        Assert.Equal(2 * 0.25 * 0.5 / 0.75, score.F1, 12);
        Assert.InRange(score.F1, score.F1Interval.Low, score.F1Interval.High);
    }

    [Fact]
    public void A_failure_on_a_correct_row_is_no_silence()
    {
        var score = LocateScorer.Score(
            "x", [Row(-1, null, RefusalReason.TimeOut), Row(-1, null, RefusalReason.Abstained), Row(-1, null, RefusalReason.NoErrorFound)]);

        Assert.Equal(new Share(2, 3), score.Correct);
        Assert.Equal(["abstained 1", "no_error_found 1", "time_out 1"], score.Abstentions.Select(entry => $"{entry.Key} {entry.Value}"));
    }

    [Fact]
    public void Without_correct_rows_there_is_no_mean()
    {
        var score = LocateScorer.Score("x", [Row(0, 1)]);

        Assert.True(double.IsNaN(score.F1));
        Assert.True(double.IsNaN(score.F1Interval.Low));
    }

    [Fact]
    public void Generators_are_scored_apart_and_unlabelled_rows_left_out()
    {
        var (attempt, located) = Row(0, 1);
        var score = LocateScorer.Score(
            "x", [(attempt with { Generator = "b" }, located),
                (attempt with { Generator = "a" }, Row(0, 2).Located), (attempt with { Label = null }, located)]);

        Assert.Equal(["a 0", "b 1"], score.Generators.Select(generator => $"{generator.Oracle} {generator.Erroneous.Hits}"));
        Assert.Equal(2, score.Erroneous.Of);
    }

    [Fact]
    public void Steps_written_are_compared_with_any_correction_by_their_last_value()
    {
        var (attempt, located) = Row(0, 1);
        var corrected = attempt with { Corrections = ["It must be prime.", "So $x = \\frac{1}{2}$."] };
        var score = LocateScorer.Score("x",
        [
            (corrected, located with { Content = "x = 0.5" }), (corrected, located with { Content = "x = 2", Location = 2 }), (corrected, located),
            (attempt, located with { Content = "x = 0.5" }),
        ]);

        Assert.Equal((new Share(1, 2), new Share(1, 1)), (score.Corrected, score.CorrectedThere));
    }

    [Fact]
    public void Agreement_counts_none_as_a_judgement_of_its_own()
    {
        LocatedError[] first = [Row(0, 1).Located, Row(0, 2).Located, Row(0, null).Located, Row(0, 3).Located];
        LocatedError[] second = [Row(0, 1).Located, Row(0, 3).Located, Row(0, null).Located, Row(0, null).Located];
        var agreement = Agreement.Of(first, second);

        Assert.Equal(new Share(2, 4), agreement.Exact);
        Assert.Equal(new Share(2, 2), agreement.Near);

        // Chance: 1 meets 1 in 1/16 of the cases, none meets none in 2/16, 3 meets 3 in 1/16.
        Assert.Equal((0.5 - 0.25) / (1 - 0.25), agreement.Kappa, 12);
    }

    private static (LabelledAttempt Attempt, LocatedError Located) Row(int label, int? location, RefusalReason? refusal = null) => (
        new LabelledAttempt { Id = "1", Problem = "?", Steps = ["a", "b", "c", "d"], Label = label },
        new LocatedError { Id = "1", Oracle = "x", Location = location, Refusal = refusal });
}
