using Intervene.Interventions;

namespace Intervene.Tests.Interventions;

public class ArithmeticOracleTests
{
    [Fact]
    public async Task The_first_false_result_is_put_right_and_nothing_else()
    {
        var reply = await AskAsync("Let's calculate.", "3 + 4 = 7", "7 * 6 = 43 apples", "43 + 1 = 44");

        Assert.Equal(3, reply.ErrorLocation);
        Assert.Equal([new ProposedStep("7 * 6 = 42 apples", 3)], reply.Proposals);
        Assert.Null(reply.Refusal);
        Assert.Equal("\"7 * 6 = 43 apples\" is false", reply.Detail);
    }

    [Fact]
    public async Task An_attempt_without_a_false_claim_has_no_error_found()
    {
        var reply = await AskAsync("3 + 4 = 7", "7 * 6 = 42");

        Assert.Equal(RefusalReason.NoErrorFound, reply.Refusal);
        Assert.Null(reply.ErrorLocation);
    }

    [Fact]
    public async Task A_false_claim_behind_steps_that_cannot_be_checked_is_no_finding()
    {
        var reply = await AskAsync("Let x be the price.", "So x is the number of chairs plus the tables.", "7 * 6 = 43");

        Assert.Equal(RefusalReason.Abstained, reply.Refusal);
        Assert.Null(reply.ErrorLocation);
        Assert.Contains("nothing in step 2 can be checked", reply.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wait, that is wrong: 7 * 6 = 42.")]
    [InlineData("I made an error in step 2. The right product is 42.")]
    public async Task A_claim_that_is_taken_back_is_no_error(string dispute)
    {
        var reply = await AskAsync("3 + 4 = 7", "7 * 6 = 43", dispute);

        Assert.Null(reply.ErrorLocation);
    }

    [Fact]
    public async Task Where_only_the_place_is_known_no_text_is_invented()
    {
        var reply = await AskAsync("612 = 2^2 * 3 * 17");

        Assert.Equal(1, reply.ErrorLocation);
        Assert.Empty(reply.Proposals);
        Assert.Equal(RefusalReason.Abstained, reply.Refusal);
        Assert.Contains("only the place is known", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Residues_are_not_taken_for_numbers()
    {
        var question = new OracleQuestion
        {
            Id = "1",
            Question = "In the ring of integers modulo 11, is there a zero divisor?",
            Steps = ["6 * 5 = 8"],
        };

        Assert.Null((await new ArithmeticOracle().ProposeAsync(question, CancellationToken.None)).ErrorLocation);
    }

    [Fact]
    public async Task Without_steps_or_without_arithmetic_it_says_so()
    {
        Assert.Equal(RefusalReason.NoSteps, (await AskAsync()).Refusal);
        Assert.Equal(RefusalReason.Abstained, (await AskAsync("Wir rechnen nicht.", "これは文です。")).Refusal);
    }

    [Theory]
    [InlineData("Suppose x = 4: then 16 - 20 + 6 = 0, and we look on.")]
    [InlineData("For 4 to be a root, 16 - 20 + 6 = 0 would have to hold.")]
    [InlineData("36/2 = 18 + 24/3 = 8 so in total 26.")]
    [InlineData("101 in binary = 4 + 0 + 1")]
    public async Task What_is_no_claim_of_equality_is_no_error(string step) => Assert.Null((await AskAsync(step)).ErrorLocation);

    [Theory]
    [InlineData("The wall has an area of $4.2 \\times 2.5 = 11.5$ square meters.", "The wall has an area of $4.2 \\times 2.5 = 10.5$ square meters.")]
    [InlineData("That makes a total of 17 + 26 = 33 cards.", "That makes a total of 17 + 26 = 43 cards.")]
    public async Task What_a_calculation_is_called_does_not_hide_it(string step, string written) =>
        Assert.Equal(written, Assert.Single((await AskAsync(step)).Proposals).Content);

    [Fact]
    public async Task An_equation_to_solve_is_no_identity()
    {
        var question = new OracleQuestion { Id = "1", Question = "Solve 3(x - 4) = 2x + 5.", Steps = ["Distribute: $3x - 12 = 2x + 5$."] };
        Assert.Null((await new ArithmeticOracle().ProposeAsync(question, CancellationToken.None)).ErrorLocation);
        var expand = question with { Question = "Expand 3(x - 4).", Steps = ["Distribute: $3(x - 4) = 3x - 7$."] };
        Assert.Equal(1, (await new ArithmeticOracle().ProposeAsync(expand, CancellationToken.None)).ErrorLocation);
    }

    [Theory]
    [InlineData("\\frac{3}{ + 4 = = \\sqrt")]
    [InlineData("((((((3 + = 4")]
    [InlineData("3 + 4 = $\\left( \\begin{matrix} = 5")]
    public async Task A_formula_that_cannot_be_read_is_no_error(string step) => Assert.Null((await AskAsync(step)).ErrorLocation);

    [Fact]
    public async Task Five_hundred_steps_are_read()
    {
        string[] steps = [.. Enumerable.Range(1, 499).Select(i => $"{i} + 1 = {i + 1}"), "500 + 1 = 601"];

        Assert.Equal(500, (await AskAsync(steps)).ErrorLocation);
    }

    private static Task<OracleReply> AskAsync(params string[] steps) =>
        new ArithmeticOracle().ProposeAsync(new OracleQuestion { Id = "1", Question = "How many?", Steps = steps }, CancellationToken.None);
}
