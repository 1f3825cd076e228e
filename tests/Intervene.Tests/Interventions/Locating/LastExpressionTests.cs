using Intervene.Interventions.Locating;

namespace Intervene.Tests.Interventions.Locating;

public class LastExpressionTests
{
    [Theory]
    [InlineData("Step 3: So f'(x) = 3x^2 - 4.", "3x^2 - 4")]
    [InlineData("We get $x = \\frac{1}{2}$, which is what we want.", "\\frac{1}{2}")]
    [InlineData("Then \\[ a = b = 12. \\]", "12")]
    [InlineData("That makes 1,200 apples in 5 boxes", "5")]
    [InlineData("It costs $4.50 today", "4.50")]
    [InlineData("Adding, 3 + 4 = 7 eggs a day.", "7")]
    [InlineData("The answer is \\boxed{\\frac{2}{3}}, choice A", "\\frac{2}{3}")]
    [InlineData("It must be constant.", null)]
    public void A_step_ends_in_an_expression(string step, string? expected) => Assert.Equal(expected, LastExpression.Of(step)?.Trim());

    [Theory]
    [InlineData("The speed is $\\frac{3}{4}$.", "0.5 + 0.25 = 0.75 km", true)]
    [InlineData("Step 2: $2(x+1) = 2x + 2$", "So y = 2 + 2x.", true)]
    [InlineData("Step 2: $2(x+1) = 2x + 2$", "So y = 2x + 1.", false)]
    [InlineData("It must be constant.", "It must be constant.", false)]
    public void Steps_are_the_same_where_their_last_values_are(string correction, string step, bool same) =>
        Assert.Equal(same, LastExpression.Same(correction, step));
}
