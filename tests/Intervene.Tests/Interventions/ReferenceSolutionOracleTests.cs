using Intervene.Interventions;
using Intervene.Interventions.Reading;
using Intervene.Problems;
using Intervene.Problems.Chains;

namespace Intervene.Tests.Interventions;

public sealed class ReferenceSolutionOracleTests
{
    private static readonly ReferenceSolutionOracle Oracle = new((gold, other) => gold.Trim() == other.Trim());

    private static Problem Problem(string question, string answer, string? solution) =>
        new() { Id = "p", Question = question, Answer = answer, ReferenceSolution = solution, Source = "test" };

    private static OracleReply Ask(Problem problem, params string[] steps) => Ask(problem, knownWrong: true, steps);

    private static OracleReply Locate(Problem problem, params string[] steps) => Ask(problem, knownWrong: false, steps);

    private static OracleReply Ask(Problem problem, bool knownWrong, string[] steps) => Oracle.ProposeAsync(
        new OracleQuestion
        {
            Id = problem.Id,
            Question = problem.Question,
            Gold = problem.Answer,
            ReferenceSolution = problem.ReferenceSolution,
            Steps = steps,
            KnownWrong = knownWrong,
        },
        CancellationToken.None).GetAwaiter().GetResult();

    [Fact]
    public void An_approximated_product_is_replaced_by_the_first_line_of_its_parts()
    {
        var problem = ChainsGenerator.ToProblem(Chain.Parse("58 *4 -19 *7 +120"), "hard", 0);
        var reply = Ask(problem, "58*4=232", "232-19=213", "213*7=1000", "1000+120=1120", "\\boxed{1120}");
        Assert.Equal(new ProposedStep("213=200+10+3", 3), Assert.Single(reply.Proposals));
    }

    [Fact]
    public void Every_gapped_trace_is_corrected_at_its_gap_and_nowhere_else()
    {
        for (var i = 0; i < 300; i++)
        {
            var chain = ChainsGenerator.Hard(5, i);
            string[] exact = [.. ChainSteps.Exact(chain)], gapped = [.. ChainSteps.Gapped(chain)];
            var first = Enumerable.Range(0, gapped.Length).First(n => exact[n] != gapped[n]);
            var reply = Ask(ChainsGenerator.ToProblem(chain, "hard", i), gapped);
            Assert.True(reply.Proposals.Count == 1, $"{chain.ToQuestion()}: {reply.Refusal}");
            Assert.Equal(new ProposedStep(exact[first], first + 1), reply.Proposals[0]);
        }
    }

    [Fact]
    public void A_true_step_that_leaves_the_reference_is_where_the_attempt_departs()
    {
        var problem = ChainsGenerator.ToProblem(Chain.Parse("58 *4 -19 *7 +120"), "hard", 0);
        Assert.Equal(new ProposedStep("232-19=213", 2), Ask(problem, "58*4=232", "232+120=352", "\\boxed{352}").Proposals[0]);
        Assert.Equal(new ProposedStep("200*7=1400", 4), Ask(problem, "58*4=232", "232-19=213", "213=200+10+3", "200*8=1600").Proposals[0]);
    }

    [Fact]
    public void Prose_is_read_for_its_equations()
    {
        var problem = Problem("Natalia sold clips to 48 friends in April, half as many in May. How many in both?", "72",
            "Natalia sold 48/2 = $<<48/2=24>>24 clips in May.\nThat makes 48+24 = <<48+24=72>>72 clips.\n#### 72");
        var reply = Ask(problem, "In April she sold 48.", "In May she sold 48 / 2 = 26 clips.", "So 48 + 26 = 74.");
        Assert.Equal(new ProposedStep("In May she sold 48 / 2 = 24 clips.", 2), reply.Proposals[0]);
        Assert.Equal("So 48 + 24 = 72.", Ask(problem, "In May she sold 48 / 2 = 24 clips.", "So 48 + 24 = 74.").Proposals[0].Content);
    }

    [Fact]
    public void Numbers_that_the_question_means_by_its_words_are_no_error()
    {
        var problem = Problem("James writes a 3-page letter to 2 friends twice a week. How many pages does he write a year?", "624",
            "He writes each friend 3*2=6 pages a week\nSo he writes 6*2=12 pages every week\nThat means he writes 12*52=624 pages a year\n#### 624");
        var reply = Ask(problem, "A year has 365 / 7 = 52.14 weeks.", "Each friend gets 3 * 2 = 6 pages.", "Both get 6 + 2 = 9 pages.");
        Assert.Equal(new ProposedStep("So he writes 6*2=12 pages every week.", 3), reply.Proposals[0]);
        Assert.Equal(1, Ask(problem, "He writes 17 * 2 = 34 pages.").Proposals[0].Location);
    }

    [Fact]
    public void Refusals_name_their_reason()
    {
        Assert.Equal(RefusalReason.NoReference, Ask(Problem("1 +1", "2", null), "1+1=3").Refusal);
        Assert.Equal(RefusalReason.NoSteps, Ask(Problem("1 +1", "2", "1 + 1 = 2")).Refusal);
        Assert.Equal(RefusalReason.Abstained, Ask(Problem("1 +1", "2", "It is two."), "1+1=3").Refusal);
        Assert.Equal(RefusalReason.NoErrorFound, Ask(Problem("1 +1", "2", "1 + 1 = 2"), "1+1=2").Refusal);
    }

    [Fact]
    public void A_calculation_that_leads_nowhere_in_the_reference_is_the_error_and_a_regrouped_one_is_none()
    {
        var problem = Problem(
            "Pens cost $3 and books cost $8. Ann buys 5 pens and 4 books and pays with a $100 bill. How much change does she get?", "53",
            "The pens cost 5 * 3 = $15.\nThe books cost 4 * 8 = $32.\nTogether they cost 15 + 32 = $47.\nShe gets 100 - 47 = $53.\n#### 53");
        var reply = Ask(problem,
            "The books cost 8 \u00d7 4 = $32, which leaves 100 - 32 = $68.",
            "The pens cost $3 each, and since each of the 4 books comes with a pen, she pays for pens 4 \u00d7 3 = $12.",
            "So she gets 68 - 12 = $56 back.");
        Assert.Equal(2, reply.ErrorLocation);
        Assert.Equal("The pens cost 5 \u00d7 3 = $15.", Assert.Single(reply.Proposals).Content);
    }

    [Fact]
    public void An_attempt_that_ends_right_is_wrong_only_where_it_says_something_false()
    {
        var problem = Problem("Tom has 12 apples and buys 30 more. He shares them equally with 2 friends. How many does each get?", "14",
            "He has 12 + 30 = 42 apples.\nEach gets 42 / 3 = 14.\n#### 14");
        const string last = "Three people share 42 apples, so 42 / 3 = 14. The answer is \\boxed{14}.";
        Assert.Equal(RefusalReason.NoErrorFound, Locate(problem, "In all there are 30 + 12 = 42 apples.", last).Refusal);
        var reply = Locate(problem, "In all there are 30 + 12 = 44 apples.", last);
        Assert.Equal(1, reply.ErrorLocation);
        Assert.Equal("In all there are 30 + 12 = 42 apples.", Assert.Single(reply.Proposals).Content);
    }

    [Fact]
    public async Task Without_an_answer_to_judge_the_end_by_only_a_false_claim_is_an_error()
    {
        var question = new OracleQuestion
        {
            Id = "p",
            Question = "Tom has 12 apples and eats 5. How many are left?",
            ReferenceSolution = "12 - 5 = 7",
            Steps = ["Both sum up to 12 + 5 = 17."],
            KnownWrong = false,
        };
        Assert.Equal(RefusalReason.NoErrorFound, (await Oracle.ProposeAsync(question, TestContext.Current.CancellationToken)).Refusal);
        var slip = question with { Steps = ["So 12 - 5 = 6 are left."] };
        Assert.Equal(1, (await Oracle.ProposeAsync(slip, TestContext.Current.CancellationToken)).ErrorLocation);
    }

    [Fact]
    public void An_attempt_that_is_cut_anywhere_is_read()
    {
        const string text = "He pays 3 * $4 = $12 for pens, so 12 - 5 = 8 are left; $\\frac{12}{4} = 3$, \\[ \\sqrt{16} \\approx 4.1 \\] and "
            + "20% of 60 = <<60*0.2=12>>12. Wait, that is wrong. 17 \\equiv 2 \\pmod{5}; 2(x+1) = 2x + 1 < 3 \\le \\boxed{\\frac{7}{2}}";
        var problem = Problem("Tom has 12 apples and eats 5. How many are left?", "7", "He has 12 - 5 = 7 apples left.\n#### 7");
        for (var length = 1; length <= text.Length; length++)
        {
            var reply = Ask(problem, "There are 12 apples.", text[..length]);
            Assert.True(reply.ErrorLocation is null or 1 or 2, reply.Detail);
        }
    }

    [Fact]
    public void What_cannot_be_compared_is_left_alone_with_its_reason()
    {
        var problem = Problem("Tom has 12 apples and eats 5. How many are left?", "7", "He has 12 - 5 = 8 apples left.\n#### 8");
        var reply = Ask(problem, "He eats 5, so 12 - 5 = 6 are left.");
        Assert.Equal(RefusalReason.Abstained, reply.Refusal);
        Assert.Contains("nowhere states the answer 7", reply.Detail, StringComparison.Ordinal);
        var wordless = Ask(Problem("1 +1", "2", "1 + 1 = 2"), "\u042f \u043d\u0435 \u0437\u043d\u0430\u044e.");
        Assert.Contains("the attempt asserts nothing", wordless.Detail, StringComparison.Ordinal);
        var endless = Ask(Problem("Add 1 and 1.", "2", "1 + 1 = 2"), [.. Enumerable.Repeat("Now add 1.", 500)]);
        Assert.Contains("no step stands out", endless.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("213=200+10+3", true)]
    [InlineData("379*8=3000", false)]
    [InlineData("10/3 = 3.33", true)]
    [InlineData("she pays $1,200 x 3 = $3,600", true)]
    [InlineData("(2+3)*4 = 20", true)]
    [InlineData("x = 100 - 50 = 50", true)]
    public void Equations_are_found_and_checked(string text, bool holds) => Assert.Equal(holds, Assert.Single(Equation.Read(text)).Holds);

    [Theory]
    [InlineData("x + 3 = 5")]
    [InlineData("3 = 5")]
    [InlineData("2*3 = 6x")]
    [InlineData("2*3 = 1 + y")]
    public void What_is_no_arithmetic_is_skipped(string text) => Assert.Empty(Equation.Read(text));
}
