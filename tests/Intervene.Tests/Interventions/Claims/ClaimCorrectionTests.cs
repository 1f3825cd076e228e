using Intervene.Interventions.Claims;

namespace Intervene.Tests.Interventions.Claims;

public class ClaimCorrectionTests
{
    [Theory]
    [InlineData("5 + 3 = 9.", "5 + 3 = 8.")]
    [InlineData("7 * 70 - 40 = 470 - 40 = 430 loaves of bread.", "7 * 70 - 40 = 450 loaves of bread.")]
    [InlineData(@"\[ 50 + 70 + 140 + 240 = 400 \]", @"\[ 50 + 70 + 140 + 240 = 500 \]")]
    [InlineData("Cost = $400,000 - $32,000 - $250,000 = $8,000", "Cost = $400,000 - $32,000 - $250,000 = $118,000")]
    [InlineData(@"We get \boxed{43} since $5 + 10 + 30 = \boxed{43}$.", @"We get \boxed{43} since $5 + 10 + 30 = \boxed{45}$.")]
    [InlineData("(5 + 3 - -2 * 2) = (5 + 3 - 4) = 4.", "(5 + 3 - -2 * 2) = 12.")]
    [InlineData("(1.10)^4 - 1 = 0.1038 = 10.38%.", "(1.10)^4 - 1 = 46.41%.")]
    [InlineData(@"$\frac{1}{2} + \frac{1}{3} = \frac{2}{5}$", @"$\frac{1}{2} + \frac{1}{3} = \frac{5}{6}$")]
    [InlineData(@"17 \equiv 3 \pmod{5}", @"17 \equiv 2 \pmod{5}")]
    [InlineData("4 - 9 = -4", "4 - 9 = -5")]
    public void The_wrong_result_gives_way_to_the_right_one(string step, string corrected) => Assert.Equal(corrected, Write(step));

    [Fact]
    public void The_sentence_follows_the_new_result() =>
        Assert.Equal("He has 5 + 3 = 8 pens, and 8 pens are enough.", Write("He has 5 + 3 = 9 pens, and 9 pens are enough."));

    [Fact]
    public void Sentences_that_build_on_the_wrong_result_are_left_out() =>
        Assert.Equal("A + B = 1 + 4 = 5.", Write("A + B = 1 + 4 = 6. So the answer is 6"));

    [Fact]
    public void Sentences_that_do_not_are_kept() =>
        Assert.Equal("Now 1 + 4 = 5. Next we look at the second row.", Write("Now 1 + 4 = 6. Next we look at the second row."));

    [Fact]
    public void What_would_become_false_is_cut_off() =>
        Assert.Equal("$182 + 21 = 203$.", Write("$182 + 21 = 193$, $193 - 32 = 161$, $161 + 9 = 170$."));

    [Theory]
    [InlineData("612 = 2^2 * 3 * 17")]
    [InlineData(@"\frac{\sqrt{3}}{2} \cdot 6 = \sqrt{18}")]
    [InlineData("3 > 4 + 1")]
    public void Where_more_than_a_number_must_change_nothing_is_written(string step) => Assert.Null(Write(step));

    [Fact]
    public void A_corrected_step_makes_no_false_claim()
    {
        foreach (var step in new[] { "3 * 4 = 13, 13 * 2 = 26", "So 3 * 4 = 13 and 13 + 1 = 14.", @"\[ 11 \times 9 = 98 \] so \( 98 + 1 = 99 \)" })
        {
            Assert.DoesNotContain(ClaimReader.Read(Write(step)!), claim => claim.Truth == ClaimTruth.False);
        }
    }

    private static string? Write(string step) => ClaimCorrection.Write(step, ClaimReader.Read(step).First(claim => claim.Truth == ClaimTruth.False));
}
