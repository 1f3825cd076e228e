using Intervene.Completions;
using Intervene.Learning;
using Intervene.Options;

namespace Intervene.Tests.Learning;

public class HintGuideTests
{
    // A solution of five lines: one to four of them can be shown.
    private static readonly RlProblem Problem = new("p", [1]) { Guided = [[1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5]] };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.05, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.99, 4)]
    public void A_share_is_shown_in_whole_lines_and_never_the_last(double share, int lines)
    {
        var shown = Problem.Reveal(share);
        Assert.Equal(lines + 1, shown.PromptIds.Length);
        Assert.Equal(lines / 5.0, shown.Revealed);
    }

    [Fact]
    public void Questa_shows_half_and_then_a_quarter()
    {
        var guide = new HintGuide(new HintOptions.Questa(), 10);
        Assert.All(Enumerable.Range(0, 5), step => Assert.Equal(0.6, guide.Show(Problem, step, 0, 0).Revealed));
        Assert.All(Enumerable.Range(5, 5), step => Assert.Equal(0.2, guide.Show(Problem, step, 0, 0).Revealed));
    }

    [Fact]
    public void Pope_guides_every_second_visit_and_half_of_the_problems_at_a_time()
    {
        var guide = new HintGuide(new HintOptions.Pope(), 10);
        foreach (var visit in Enumerable.Range(0, 4))
        {
            Assert.Equal(4, Enumerable.Range(0, 8).Count(index => guide.Show(Problem, 0, visit, index).Revealed > 0));
        }

        Assert.All(Enumerable.Range(0, 8), index =>
            Assert.Equal(2, Enumerable.Range(0, 4).Count(visit => guide.Show(Problem, 0, visit, index).Revealed > 0)));
    }

    [Fact]
    public void AdaBack_finds_the_least_share_that_is_enough_and_follows_it()
    {
        var guide = new HintGuide(new HintOptions.AdaBack(), 100);
        double Settled(double needed)
        {
            double[] shares = [.. Enumerable.Range(0, 24).Select(step =>
            {
                var shown = guide.Show(Problem, step, step, 0);
                guide.Learn(Group(0, shown, shown.Revealed >= needed ? 1 : 0));
                return shown.Revealed;
            })];
            return shares[^12..].Average();
        }

        var hard = Settled(0.6);
        var easy = Settled(0);
        Assert.InRange(hard, 0.4, 0.8);
        Assert.InRange(easy, 0, 0.1);
    }

    [Fact]
    public void Bisection_halves_and_opens_again()
    {
        var range = HintRange.Whole.After(enough: true);
        Assert.Equal(new HintRange(0, 0.5), range);
        Assert.Equal(new HintRange(0.25, 0.5), range.After(enough: false));
        var narrow = new HintRange(0.4, 0.5);
        Assert.Equal(new HintRange(0, 0.45), narrow.After(enough: true));
        Assert.Equal(new HintRange(0.45, 1), narrow.After(enough: false));
    }

    [Fact]
    public void Bread_branches_where_a_whole_group_fails_and_nowhere_else()
    {
        var guide = new HintGuide(new HintOptions.Bread(), 10);
        Assert.Same(Problem, guide.Show(Problem, 0, 0, 0));
        Assert.Null(guide.Branch(Group(0, Problem, 0, 1)));
        Assert.Null(guide.Branch(Group(0, Problem with { Guided = [] }, 0, 0)));
        var branch = guide.Branch(Group(0, Problem, 0, 0))!;
        Assert.Equal(0.6, branch.Revealed);
        guide.Learn([.. Group(0, branch, 0, 1)]);
        Assert.Equal(new HintRange(0, 0.5), guide.Ranges["p"]);
        Assert.Equal(0.2, guide.Branch(Group(0, Problem, 0, 0))!.Revealed);
        Assert.Null(new HintGuide(new HintOptions.AdaBack(), 10).Branch(Group(0, Problem, 0, 0)));
    }

    [Fact]
    public void A_guide_goes_on_where_its_ranges_were()
    {
        var guide = new HintGuide(new HintOptions.AdaBack(), 10);
        guide.Learn(Group(0, guide.Show(Problem, 0, 0, 0), 1));
        var again = new HintGuide(new HintOptions.AdaBack(), 10, guide.Ranges);
        Assert.Equal(guide.Show(Problem, 1, 1, 0).Revealed, again.Show(Problem, 1, 1, 0).Revealed);
        Assert.NotEqual(guide.Show(Problem, 1, 1, 0).Revealed, new HintGuide(new HintOptions.AdaBack(), 10).Show(Problem, 1, 1, 0).Revealed);
    }

    private static RlRollout[] Group(int group, RlProblem problem, params double[] rewards) =>
    [
        .. rewards.Select((reward, i) => new RlRollout
        {
            Problem = problem,
            Group = group,
            Score = reward,
            Reward = reward,
            Verdict = "",
            WeightVersion = "w",
            Masked = false,
            Completion = new Completion { Sample = i, TokenIds = [1], SamplerLogProbs = [0], FinishReason = FinishReason.Stop },
        }),
    ];
}
