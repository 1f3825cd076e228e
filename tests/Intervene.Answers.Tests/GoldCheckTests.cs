namespace Intervene.Answers.Tests;

public class GoldCheckTests
{
    [Theory]
    [InlineData("42", AnswerKind.Integer)]
    [InlineData("-7", AnswerKind.Integer)]
    [InlineData(@"\frac{3}{4}", AnswerKind.Fraction)]
    [InlineData("0.25", AnswerKind.Decimal)]
    [InlineData(@"25\%", AnswerKind.Percent)]
    [InlineData(@"2\sqrt{3}", AnswerKind.Constant)]
    [InlineData(@"5\text{ cm}", AnswerKind.Quantity)]
    [InlineData("101_2", AnswerKind.Numeral)]
    [InlineData("3:4", AnswerKind.Ratio)]
    [InlineData("x^2+1", AnswerKind.Expression)]
    [InlineData("y=2x+1", AnswerKind.Equation)]
    [InlineData("x=5", AnswerKind.Integer)]
    [InlineData(@"(-\infty,2]", AnswerKind.Region)]
    [InlineData("x>3", AnswerKind.Region)]
    [InlineData("1,2,3", AnswerKind.List)]
    [InlineData("(1,2)", AnswerKind.Tuple)]
    [InlineData(@"\begin{pmatrix}1\\2\end{pmatrix}", AnswerKind.Matrix)]
    [InlineData("(B)", AnswerKind.Choice)]
    [InlineData(@"\text{even}", AnswerKind.Text)]
    [InlineData(@"\boxed{42}", AnswerKind.Integer)]
    public void A_usable_gold_has_its_kind(string gold, AnswerKind kind)
    {
        var check = GoldCheck.Of(gold);
        Assert.True(check.IsUsable, check.Failure);
        Assert.Equal(kind, check.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(@"\frac{1}{")]
    [InlineData(@"\frac10")]
    public void A_gold_that_no_answer_can_equal_says_why(string gold)
    {
        var check = GoldCheck.Of(gold);
        Assert.False(check.IsUsable);
        Assert.NotEmpty(check.Failure);
    }
}
