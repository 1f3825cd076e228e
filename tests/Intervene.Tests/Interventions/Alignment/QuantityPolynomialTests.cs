using Intervene.Interventions.Alignment;
using Intervene.Interventions.Claims;

namespace Intervene.Tests.Interventions.Alignment;

public sealed class QuantityPolynomialTests
{
    private static readonly QuantityPolynomial A = QuantityPolynomial.Symbol("a");
    private static readonly QuantityPolynomial B = QuantityPolynomial.Symbol("b");
    private static readonly QuantityPolynomial C = QuantityPolynomial.Symbol("c");
    private static readonly HashSet<Rational> One = [Rational.Of(1)];

    private static QuantityPolynomial Sum(QuantityPolynomial a, QuantityPolynomial b) => QuantityPolynomial.Add(a, b)!;

    private static QuantityPolynomial Product(QuantityPolynomial a, QuantityPolynomial b) => QuantityPolynomial.Multiply(a, b)!;

    [Fact]
    public void Order_and_grouping_do_not_matter()
    {
        Assert.Equal(Product(Sum(A, B), C), Sum(Product(C, B), Product(A, C)));
        Assert.Equal(A, QuantityPolynomial.Divide(Product(A, Sum(B, C)), Sum(C, B)));
        Assert.NotEqual(Product(A, B), Product(A, C));
        Assert.Equal(QuantityPolynomial.Constant(Rational.Of(0)), QuantityPolynomial.Add(A, A, subtract: true));
    }

    [Fact]
    public void A_partial_sum_a_partial_product_and_a_share_are_parts()
    {
        var whole = Product(Sum(A, B), C);
        Assert.True(Product(A, C).IsPartOf(whole, One));
        Assert.True(A.IsPartOf(whole, One));
        Assert.True(Sum(A, B).IsPartOf(whole, One));
        Assert.False(Product(A, B).IsPartOf(whole, One));
        Assert.False(Product(A, A).IsPartOf(whole, One));
        Assert.False(QuantityPolynomial.Add(A, B, subtract: true)!.IsPartOf(whole, One));
    }

    [Fact]
    public void What_grows_too_long_is_not_followed()
    {
        var sum = Enumerable.Range(0, 8).Select(i => QuantityPolynomial.Symbol("x" + i)).Aggregate(Sum);
        Assert.Null(QuantityPolynomial.Multiply(sum, Product(sum, A) is var longer ? Sum(longer, B) : B));
        Assert.Null(QuantityPolynomial.Divide(A, QuantityPolynomial.Constant(Rational.Of(0))));
    }
}
