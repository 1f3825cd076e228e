using Intervene.Interventions.Claims;

namespace Intervene.Tests.Interventions.Claims;

public class ClaimReaderTests
{
    [Theory]
    [InlineData("So 3 + 4 = 8 and then 5 + 6 =")]
    [InlineData("3 + 4 = 8 =")]
    [InlineData("= 3 + 4 = 8")]
    [InlineData("<")]
    [InlineData("The cost is $12 x 5 = $")]
    public void A_claim_that_is_cut_off_lies_within_its_step(string step) =>
        Assert.All(ClaimReader.Read(step), claim => Assert.InRange(claim.End, claim.Start, step.Length));

    [Theory]
    [InlineData("3 * 4 = 12")]
    [InlineData("She sells 48 / 2 = 24 clips in May.")]
    [InlineData("<<48/2=24>>24")]
    [InlineData("$12 x 3 = $36")]
    [InlineData(@"\[ \frac{3}{4} + \frac{1}{4} = 1 \]")]
    [InlineData(@"$2^{10} = 1{,}024$")]
    [InlineData(@"\sqrt{3^2 + 4^2} = \sqrt{25} = 5")]
    [InlineData("20% of 50 = 10")]
    [InlineData("James would take 18 / 3 = 6 times longer if he read on.")]
    [InlineData("It is 24 / 8 = 3 times as much.")]
    [InlineData("3 times 4 = 12")]
    [InlineData("17 plus $5 = $22")]
    [InlineData("3 hours/day * 3 days = 9 hours per week")]
    [InlineData(@"17 \equiv 2 \pmod{5}")]
    [InlineData(@"5^{-1} \equiv 3 \pmod 7")]
    [InlineData("3/4 > 0.7")]
    [InlineData("7 - -7 * 4 = 7 + 28 = 35")]
    [InlineData(@"\binom{5}{2} = \frac{5!}{2! \cdot 3!} = 10")]
    [InlineData(@"\lceil -8.8 \rceil = -8")]
    [InlineData(@"\sin 30^\circ = \frac{1}{2}")]
    [InlineData("1/3 = 0.33")]
    [InlineData("3 1/2 + 1/2 = 4")]
    [InlineData("Total = 5 + 6\n= 11")]
    [InlineData("(x + 1)^2 = x^2 + 2x + 1")]
    [InlineData(@"f(x) = x^2 - 5x + 6 = (x - 2)(x - 3)")]
    public void What_holds_is_true(string step) => Assert.Equal(ClaimTruth.True, Assert.Single(ClaimReader.Read(step)).Truth);

    [Theory]
    [InlineData("3 * 4 = 13")]
    [InlineData("Total = $3.5 * 4000 = $13,500")]
    [InlineData(@"\[ 50 + 70 + 140 + 240 = 400 \]")]
    [InlineData("(-7 + -4 - 1) = (-12 - 1) = -13")]
    [InlineData(@"\frac{3}{4} + \frac{1}{4} = \frac{4}{8}")]
    [InlineData(@"17 \equiv 3 \pmod{5}")]
    [InlineData("7 * 70 - 40 = 470 - 40 = 430 loaves of bread.")]
    [InlineData("3/4 < 0.7")]
    [InlineData("Expanding, we get (x + 1)(x + 2) = x^2 + 3x + 3")]
    public void What_does_not_hold_is_false(string step) => Assert.Equal(ClaimTruth.False, Assert.Single(ClaimReader.Read(step)).Truth);

    [Theory]
    [InlineData("2*24 = 48 + 2 = 50")]
    [InlineData("half of 60 + 5 = 35")]
    [InlineData("1/2 inch = 20 miles")]
    [InlineData("2/3 * 100 = 66.67%")]
    [InlineData("3 * 20 minutes = 1 hour")]
    [InlineData("6/2(3) = 1")]
    [InlineData("2/5 / 1/2 = 4")]
    [InlineData("x + 3 * 4 = 15")]
    [InlineData("30h - 5.5m = 0")]
    [InlineData("So (x + 1)(x + 2) = x^2 + 3x + 3")]
    [InlineData("We solve the equation (x + 1)(x + 2) = x^2 + 4 by expanding")]
    [InlineData("V = l * w * h = 2 * 4 * h")]
    [InlineData(@"1011_2 + 1 = 12")]
    [InlineData(@"\sum_{i=1}^{199} i = 19900")]
    [InlineData("7 / 2 = 3 remainder 1")]
    [InlineData("5 million / 2 = 2")]
    public void What_can_be_meant_otherwise_is_unknown(string step) =>
        Assert.All(ClaimReader.Read(step), claim => Assert.NotEqual(ClaimTruth.False, claim.Truth));

    [Theory]
    [InlineData("Suppose 3 * 4 = 13.")]
    [InlineData("Then 1^5 - 0^5 = 16 * 0, which is false.")]
    [InlineData("(1 + 1)^4 = (1 - 1)^4, which is not possible.")]
    [InlineData("3/2 + 0 = 1/3. This is not true.")]
    public void What_is_supposed_or_refuted_is_not_asserted(string step) => Assert.False(Assert.Single(ClaimReader.Read(step)).Asserted);

    [Fact]
    public void A_question_asserts_nothing() => Assert.Empty(ClaimReader.Read("Is 3 * 4 = 13?"));

    [Fact]
    public void Spans_give_back_the_text_of_the_sides()
    {
        const string step = "So the total is 3 * 4 = 12 apples, and 12 + 5 = 17 in all.";
        var claims = ClaimReader.Read(step);

        Assert.Equal(2, claims.Count);
        Assert.Equal("3 * 4 = 12 apples", step[claims[0].Start..claims[0].End]);
        Assert.Equal("12 + 5", step[claims[1].Sides[0].Start..claims[1].Sides[0].End]);
        Assert.Equal(17, claims[1].Result!.Value.Approximate);
    }

    [Fact]
    public void Prose_between_two_relations_ends_one_chain_and_begins_another()
    {
        var claims = ClaimReader.Read("He has 3 * 4 = 12 and 12 + 5 = 17 pens");

        Assert.Equal([ClaimTruth.True, ClaimTruth.True], claims.Select(claim => claim.Truth));
    }

    [Theory]
    [InlineData("")]
    [InlineData("====")]
    [InlineData("= = 5 *")]
    [InlineData("((((((((((1 = 2")]
    [InlineData(@"\frac{1}{ = \sqrt[")]
    [InlineData("1/0 = 0/0")]
    [InlineData("0^0 = 0^{-1}")]
    [InlineData("9^9^9^9 = 1")]
    [InlineData("\ud800 3 = 4")]
    [InlineData("三 + 四 = 七")]
    public void Nothing_makes_it_throw(string step) =>
        Assert.All(ClaimReader.Read(step), claim => Assert.Equal(claim.Sides.Count, claim.Relations.Count + 1));

    [Fact]
    public void Deep_brackets_and_long_chains_end()
    {
        Assert.All(ClaimReader.Read(new string('(', 5000) + "1" + new string(')', 5000) + " = 2"),
            claim => Assert.Equal(ClaimTruth.Unknown, claim.Truth));
        Assert.All(ClaimReader.Read(new string('-', 5000) + "1 = 2 + 0"), claim => Assert.Equal(ClaimTruth.Unknown, claim.Truth));
        Assert.Single(ClaimReader.Read(string.Concat(Enumerable.Repeat("1 + 1 = ", 2000)) + "2"));
    }
}
