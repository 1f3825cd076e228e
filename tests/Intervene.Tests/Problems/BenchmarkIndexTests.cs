using Intervene.Problems;
using Intervene.Problems.Overlap;

namespace Intervene.Tests.Problems;

public class BenchmarkIndexTests
{
    private const string Ducks = "Janet's ducks lay 16 eggs per day. She eats three for breakfast every morning and bakes muffins for her friends "
        + "every day with four.";

    [Fact]
    public void A_copied_question_is_found_however_it_is_written()
    {
        var found = Index(13).Find(Problem("JANET’S ducks lay $16$ eggs  per day: she eats three for breakfast every morning, and bakes muffins "
            + "for her friends every day with four"));
        Assert.NotNull(found);
        Assert.Equal(("gsm8k", "test-0", 1.0), (found.Benchmark, found.BenchmarkId, found.Share));
        Assert.StartsWith("janet s ducks lay 16", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_counts_by_its_share_and_less_than_n_words_do_not()
    {
        var part = "On Mondays she eats three for breakfast every morning and bakes muffins for her friends and then goes out to sell what is "
            + "left of them all.";
        Assert.Null(Index(14).Find(Problem(part)));
        var found = Index(5).Find(Problem(part));
        Assert.NotNull(found);
        Assert.Equal("she eats three for breakfast every morning and bakes muffins for her friends", found.Text);
        Assert.InRange(found.Share, 0.4, 0.5);
    }

    [Fact]
    public void A_short_question_counts_as_a_whole()
    {
        Assert.Equal("short-1", Index(13).Find(Problem("Find $x^2$."))!.BenchmarkId);
        Assert.Null(Index(13).Find(Problem("Find x^2 where x is three.")));
        Assert.Null(Index(13).Find(Problem("???")));
    }

    private static BenchmarkIndex Index(int n)
    {
        var index = new BenchmarkIndex(n);
        index.Add("gsm8k", Problem(Ducks, "test-0"));
        index.Add("other", Problem("find x 2", "short-1"));
        return index;
    }

    private static Problem Problem(string question, string id = "p") => new() { Id = id, Question = question, Answer = "1", Source = "s" };
}
