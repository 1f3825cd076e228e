using Intervene.Interventions.Alignment;

namespace Intervene.Tests.Interventions.Alignment;

public sealed class AttemptNotationTests
{
    private const string Line = "So she pays 3 * $4 = $12 for them";

    [Theory]
    [InlineData("He pays 2 × 5 = 10.", "So she pays 3 × $4 = $12 for them.")]
    [InlineData("He pays 2*5=10", "So she pays 3*$4=$12 for them")]
    [InlineData("He pays \\(2 \\times 5 = 10\\).", "So she pays \\(3 \\times \\$4 = \\$12\\) for them.")]
    [InlineData("He pays 2 * 5 = 10", Line)]
    public void A_line_is_said_in_the_attempts_voice(string step, string expected) => Assert.Equal(expected, AttemptNotation.Of([step]).Say(Line));

    [Fact]
    public void A_line_with_formulas_of_its_own_is_left_alone() =>
        Assert.Equal("We get $3 \\cdot 4 = 12$", AttemptNotation.Of(["He pays 2 × 5 = 10."]).Say("We get $3 \\cdot 4 = 12$"));
}
