using Intervene.Filtering;

namespace Intervene.Tests.Filtering;

public sealed class LocationCheckTests
{
    [Theory]
    [InlineData(new[] { 0.5, 0.5, 0.1, 0.0 }, LocationVerdict.AtStep)]
    [InlineData(new[] { 0.5, 0.1, 0.1, 0.0 }, LocationVerdict.Earlier)]
    [InlineData(new[] { 0.5, 0.5, 0.4, 0.0 }, LocationVerdict.Later)]
    [InlineData(new[] { -1, 0.5, 0.1, -1 }, LocationVerdict.AtStep)]
    [InlineData(new[] { 0.0, 0.0, 0.0, 0.0 }, LocationVerdict.NoSuccess)]
    [InlineData(new[] { -1, -1, 0.0, -1 }, LocationVerdict.NoSuccess)]
    [InlineData(new[] { 0.5, 0.25, 0.0, 0.0 }, LocationVerdict.Unclear)]
    [InlineData(new[] { 0.1, 0.2, 0.2, 0.3 }, LocationVerdict.Unclear)]
    [InlineData(new[] { -1, 0.5, -1, -1 }, LocationVerdict.Unclear)]
    public void Success_falls_most_at_one_step_or_that_cannot_be_said(double[] rates, LocationVerdict verdict) =>
        Assert.Equal(verdict, LocationCheck.Verdict([.. rates.Select(rate => rate < 0 ? (double?)null : rate)]));

    [Theory]
    [InlineData(1, 5, new[] { 0, 1, 2 })]
    [InlineData(3, 5, new[] { 1, 2, 3, 4 })]
    [InlineData(5, 5, new[] { 3, 4 })]
    [InlineData(1, 1, new[] { 0 })]
    public void Places_are_before_and_behind_the_step_and_its_neighbours_but_not_the_whole_rollout(int location, int steps, int[] kept) =>
        Assert.Equal(kept, new LocatedAttempt("o", "p", 0, location, steps).Sampled);

    [Fact]
    public void An_oracle_that_is_a_step_late_is_told_so()
    {
        // Success is 8 of 8 before step 2 and gone behind it; the oracle says step 3, of four steps.
        LocatedAttempt[] attempts = [new("late", "a", 0, 3, 4), new("late", "b", 0, 3, 4), new("late", "b", 0, 3, 4), new("right", "a", 0, 2, 4)];
        var checks = LocationCheck.Of(attempts, (_, _, kept) => new SuccessCount(kept < 2 ? 8 : 0, 8), seed: 1);
        Assert.Equal(["late", "right"], checks.Select(check => check.Oracle));
        var late = checks[0];
        Assert.Equal((2, 2), (late.Attempts, late.Verdicts[LocationVerdict.Earlier]));
        Assert.Equal([(-2, 1.0), (-1, 0.0), (0, 0.0), (1, 0.0)], late.Prefixes.Select(prefix => (prefix.After, prefix.Rate)));
        Assert.Equal([(-1, 1.0), (0, 0.0), (1, 0.0)], late.Falls.Select(fall => (fall.Step, fall.Fall)));
        Assert.True(late.Falls[0].Interval.Low < 1); // two problems are not certainty
        Assert.Equal(1, checks[1].Verdicts[LocationVerdict.AtStep]);
    }

    [Fact]
    public void The_whole_rollout_is_known_to_fail_and_places_that_were_not_graded_are_none()
    {
        var check = Assert.Single(LocationCheck.Of(
            [new LocatedAttempt("o", "a", 0, 2, 2)], (_, _, kept) => kept == 0 ? default : new SuccessCount(4, 8), seed: 1));
        Assert.Equal([(-1, 0.5), (0, 0.0)], check.Prefixes.Select(prefix => (prefix.After, prefix.Rate)));
        Assert.Equal((0, 1, 0.5), (check.Falls[0].Step, check.Falls[0].Attempts, check.Falls[0].Fall));
        Assert.Single(check.Falls);
    }
}
