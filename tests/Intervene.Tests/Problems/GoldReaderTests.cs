using Intervene.Answers;
using Intervene.Problems.Golds;

namespace Intervene.Tests.Problems;

public class GoldReaderTests
{
    [Theory]
    [InlineData("72", AnswerKind.Integer)]
    [InlineData("-1,024", AnswerKind.Integer)]
    [InlineData("\\$18.90", AnswerKind.Quantity)]
    [InlineData("51.0", AnswerKind.Decimal)]
    [InlineData("\\frac{3}{4}", AnswerKind.Fraction)]
    [InlineData("3\\frac12", AnswerKind.Fraction)]
    [InlineData("25\\%", AnswerKind.Percent)]
    [InlineData("2\\sqrt{3}", AnswerKind.Constant)]
    [InlineData("5\\text{ cm}", AnswerKind.Quantity)]
    [InlineData("e^{2\\pi}", AnswerKind.Constant)]
    [InlineData("x^2+2x+1", AnswerKind.Expression)]
    [InlineData("f(x)=2x", AnswerKind.Equation)]
    [InlineData("x \\le 3", AnswerKind.Region)]
    [InlineData("(-\\infty, 1]", AnswerKind.Region)]
    [InlineData("(1,2)", AnswerKind.Tuple)]
    [InlineData("1, 2, 3", AnswerKind.List)]
    [InlineData("\\{1, 2\\}", AnswerKind.List)]
    [InlineData("\\pm 2", AnswerKind.Constant)]
    [InlineData("\\begin{pmatrix}1\\\\2\\end{pmatrix}", AnswerKind.Matrix)]
    [InlineData("(C)", AnswerKind.Choice)]
    [InlineData("\\text{Evelyn}", AnswerKind.Text)]
    [InlineData("odd", AnswerKind.Text)]
    public void A_gold_that_can_grade_has_a_kind_and_no_fault(string gold, AnswerKind kind) =>
        Assert.Equal(new GoldReading(kind, null, ""), GoldReader.Read(gold));

    [Theory]
    [InlineData("\\frac{1}{2^{15}", "gold_unreadable")]
    [InlineData("N/A", "gold_placeholder")]
    [InlineData("NaN", "gold_placeholder")]
    [InlineData("The altitude of the tetrahedron can be constructed when the sum of the squares is known and positive.", "gold_prose")]
    public void A_gold_that_no_attempt_could_equal_has_a_reason(string gold, string fault) => Assert.Equal(fault, GoldReader.Read(gold).Fault);

    [Fact]
    public void A_gold_that_is_a_book_is_not_compared() => Assert.Equal("gold_too_long", GoldReader.Read(new string('1', 5000)).Fault);

    [Fact]
    public void A_list_of_words_is_no_sentence() => Assert.Null(GoldReader.Read(string.Join(' ', Enumerable.Repeat("apple", 20))).Fault);

    [Theory]
    [InlineData("0.5", "\\frac12", true)]
    [InlineData("504.0", "504", true)]
    [InlineData("6.0", "30.0", false)]
    public void Golds_are_the_same_where_the_verifier_says_so(string first, string second, bool same) =>
        Assert.Equal(same, GoldReader.Same(first, second));
}
