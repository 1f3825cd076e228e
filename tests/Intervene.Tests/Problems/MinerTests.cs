using FsCheck;
using FsCheck.Xunit;
using Intervene.Problems;

namespace Intervene.Tests.Problems;

public sealed class MinerTests
{
    private static MinedProblem Mined(int number, int correct, int attempts = 8) => new()
    {
        Problem = new Problem { Id = $"p{number}", Question = "?", Answer = "1", Source = "test" },
        Attempts = attempts,
        Verdicts = new Dictionary<string, int>(),
        Correct = correct,
        Split = ProblemSplit.Easy,
    };

    private static string[] Ids(IEnumerable<MinedProblem> problems, ProblemSplit? split) =>
        [.. problems.Where(p => p.Split == split).Select(p => p.Problem.Id)];

    [Fact]
    public void Hard_problems_are_trained_on_or_held_out_and_solved_ones_are_easy()
    {
        var chosen = Miner.Choose(
            [.. Enumerable.Range(0, 200).Select(i => Mined(i, i % 4))], train: 20, heldOut: 10, easy: 7, easyRate: 0.25, seed: 1);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"p{i}"), chosen.Select(p => p.Problem.Id));
        Assert.Equal(
            (20, 10, 7), (Ids(chosen, ProblemSplit.Train).Length, Ids(chosen, ProblemSplit.HeldOut).Length, Ids(chosen, ProblemSplit.Easy).Length));
        Assert.All(chosen.Where(p => p.Split is ProblemSplit.Train or ProblemSplit.HeldOut), p => Assert.Equal(0, p.Correct));
        Assert.All(chosen.Where(p => p.Split == ProblemSplit.Easy), p => Assert.True(p.Correct >= 2));
    }

    [Fact]
    public void A_problem_without_an_attempt_is_neither_hard_nor_easy() =>
        Assert.All(Miner.Choose([Mined(0, 0, attempts: 0), Mined(1, 0, attempts: 0)], 5, 5, 5, 0.5, 1), p => Assert.Null(p.Split));

    [Fact]
    public void Fewer_problems_than_wanted_are_all_taken()
    {
        var chosen = Miner.Choose([.. Enumerable.Range(0, 30).Select(i => Mined(i, 0))], train: 1000, heldOut: 1000, easy: 5, easyRate: 0.5, seed: 2);
        Assert.Empty(Ids(chosen, null));
        Assert.NotEmpty(Ids(chosen, ProblemSplit.Train));
        Assert.NotEmpty(Ids(chosen, ProblemSplit.HeldOut));
    }

    [Fact]
    public void Nothing_is_held_out_where_nothing_is_wanted()
    {
        var chosen = Miner.Choose([.. Enumerable.Range(0, 30).Select(i => Mined(i, 0))], train: 30, heldOut: 0, easy: 0, easyRate: 0.5, seed: 2);
        Assert.Equal(30, Ids(chosen, ProblemSplit.Train).Length);
    }

    [Fact]
    public void The_held_out_share_is_met_over_many_problems() =>
        Assert.InRange(Enumerable.Range(0, 4000).Count(i => Miner.IsHeldOut($"p{i}", 7, 0.25)), 900, 1100);

    [Fact]
    public void Another_seed_chooses_others()
    {
        MinedProblem[] problems = [.. Enumerable.Range(0, 100).Select(i => Mined(i, 0))];
        Assert.NotEqual(
            Ids(Miner.Choose(problems, 10, 10, 0, 0.5, 1), ProblemSplit.Train), Ids(Miner.Choose(problems, 10, 10, 0, 0.5, 2), ProblemSplit.Train));
    }

    [Property]
    public void More_problems_never_move_one_between_training_and_held_out(PositiveInt few, PositiveInt more, int seed)
    {
        MinedProblem[] problems = [.. Enumerable.Range(0, few.Get + more.Get).Select(i => Mined(i, 0))];
        var first = Miner.Choose(problems[..few.Get], 3, 2, 0, 0.5, seed);
        var second = Miner.Choose([.. problems.Reverse()], 3, 2, 0, 0.5, seed);
        Assert.Empty(Ids(first, ProblemSplit.Train).Intersect(Ids(second, ProblemSplit.HeldOut)));
        Assert.Empty(Ids(first, ProblemSplit.HeldOut).Intersect(Ids(second, ProblemSplit.Train)));
    }
}
