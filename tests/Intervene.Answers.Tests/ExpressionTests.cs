using Intervene.Answers.Expressions;

namespace Intervene.Answers.Tests;

public class ExpressionTests
{
    [Theory]
    [InlineData(@"(x+1)^2", "x^2+2x+1", Equality.Equal)]
    [InlineData(@"(x+1)^2", "x^2+1", Equality.Different)]
    [InlineData("3*(4+5)", "27", Equality.Equal)]
    [InlineData(@"\frac{12}{5}", "2.4", Equality.Equal)]
    [InlineData("12/5", "2.5", Equality.Different)]
    [InlineData(@"\sqrt{8}", @"2\sqrt2", Equality.Equal)]
    [InlineData("x", "y", Equality.Different)]
    [InlineData(@"\frac{1}{0}", "1", Equality.Unknown)]
    [InlineData("(1,2)", "(1,2)", Equality.Equal)]
    [InlineData("(1,2)", "(2,1)", Equality.Different)]
    [InlineData("10^{10^{10}}", "10^{10^{10}}+1", Equality.Different)]
    public void Two_expressions_compare(string a, string b, Equality expected) => Assert.Equal(expected, Read(a).Compare(Read(b)));

    [Fact]
    public void A_chain_gives_its_members_and_relations()
    {
        var chain = Read(@"2x+3x = 5x \le 10 \approx 9.99");
        Assert.Equal(["=", "<=", "~"], chain.Relations);
        Assert.Equal(4, chain.Members.Count);
        Assert.Equal(Equality.Equal, chain.Members[0].Compare(chain.Members[1]));
        Assert.Equal(["x"], chain.Variables);
    }

    [Fact]
    public void A_constant_has_an_exact_value_and_a_double()
    {
        Assert.True(Read(@"\frac{3}{4}+\frac14\cdot 2").TryExact(out var numerator, out var denominator));
        Assert.Equal((5, 4), ((int)numerator, (int)denominator));
        Assert.True(Read(@"\sqrt2+\pi").TryApproximate(out var value));
        Assert.Equal(Math.Sqrt(2) + Math.PI, value, 15);
        Assert.False(Read("x+1").TryApproximate(out _));
        Assert.False(Read(@"\sqrt2").TryExact(out _, out _));
        Assert.False(Read(@"\sqrt{-2}").TryApproximate(out _));
    }

    [Fact]
    public void A_variable_takes_a_value()
    {
        var formula = Read("x^2+1").With("x", Read(@"\frac12"));
        Assert.Equal(Equality.Equal, formula.Compare(Read("1.25")));
    }

    [Fact]
    public void Fuel_bounds_a_comparison_and_a_reading()
    {
        Assert.Equal(Equality.Unknown, Read(@"\sqrt{2}+\sqrt{3}+\sqrt{5}").Compare(Read(@"\sqrt{3}+\sqrt{2}+\sqrt[3]{5}+1"), 100));
        Assert.False(Expression.TryParse(new string('1', 5000), out _, out var failure, 100));
        Assert.NotEmpty(failure);
    }

    [Theory]
    [InlineData(@"\frac{1}{")]
    [InlineData("")]
    [InlineData(@"\unknowncommand{3}")]
    public void What_is_not_in_the_grammar_is_refused_with_a_reason(string text)
    {
        Assert.False(Expression.TryParse(text, out var expression, out var failure));
        Assert.Null(expression);
        Assert.NotEmpty(failure);
    }

    private static Expression Read(string text) => Expression.TryParse(text, out var expression, out var failure) ? expression
        : throw new InvalidOperationException(failure);
}
