using Intervene.Completions;
using Intervene.Examples;
using Intervene.Problems;

namespace Intervene.Tests.Examples;

/// <summary>What the warm-up clones of a problem.</summary>
public class WarmUpTextTests
{
    private static readonly string[] Calculations = ["{calculation}", "So {calculation}.", "We have {calculation}."];
    private static readonly string[] Answers = ["\\boxed{{answer}}", "The answer is \\boxed{{answer}}."];

    [Fact]
    public void Calculations_are_worded_and_the_answer_is_boxed_as_steps_write_it()
    {
        var texts = Enumerable.Range(0, 40).Select(i => Of("8 - 3 = 5\n5 * 2 = 10", "10.0", i)).ToList();
        Assert.All(texts, text =>
        {
            var lines = text!.Split("\n\n");
            Assert.Equal(3, lines.Length);
            Assert.Contains("8 - 3 = 5", lines[0], StringComparison.Ordinal);
            Assert.Contains("5 * 2 = 10", lines[1], StringComparison.Ordinal);
            Assert.Contains("\\boxed{10}", lines[2], StringComparison.Ordinal);
        });
        Assert.Equal(3 * 3 * 2, texts.Distinct().Count());
        Assert.Equal(texts, Enumerable.Range(0, 40).Select(i => Of("8 - 3 = 5\n5 * 2 = 10", "10.0", i)));
    }

    [Fact]
    public void Sentences_stay_and_the_marker_of_the_answer_goes() =>
        Assert.StartsWith("Ann has 3+4 = 7 pens.\n\nShe sells 7-2 = 5.\n\n", Of("Ann has 3+4 = 7 pens.\n\nShe sells 7-2 = 5.\n#### 5", "5", 0),
            StringComparison.Ordinal);

    [Fact]
    public void A_solution_that_boxes_its_answer_gets_no_second_box() => Assert.Equal("It is \\boxed{5}.", Of("It is \\boxed{5}.", "5", 0));

    [Theory]
    [InlineData(null)]
    [InlineData("  \n")]
    [InlineData("#### 5")]
    public void A_problem_without_a_worked_solution_gives_no_text(string? solution) => Assert.Null(Of(solution, "5", 0));

    [Theory]
    [InlineData("1,200", "\\boxed{1,200}")]
    [InlineData("0.50", "\\boxed{0.5}")]
    [InlineData("\\frac{1}{2}", "\\boxed{\\frac{1}{2}}")]
    public void Golds_that_are_no_plain_decimals_stay_as_they_are(string gold, string boxed) =>
        Assert.Contains(boxed, Of("1 / 2 = 0.5", gold, 0), StringComparison.Ordinal);

    [Fact]
    public void Only_bare_calculations_have_wordings()
    {
        Assert.True(WarmUpText.HasWordings(Problem("1 + 1 = 2\n2 * 3 = 6", "6")));
        Assert.False(WarmUpText.HasWordings(Problem("1 + 1 = 2\nSo 2 * 3 = 6", "6")));
        Assert.False(WarmUpText.HasWordings(Problem(null, "6")));
    }

    private static string? Of(string? solution, string gold, int rendering) =>
        WarmUpText.Of(Problem(solution, gold), "\n\n", Calculations, Answers, RandomKey.Of(1, "warm-up/wording", "p"), rendering);

    private static Problem Problem(string? solution, string gold) =>
        new() { Id = "p", Question = "How many?", Answer = gold, ReferenceSolution = solution, Source = "s" };
}
