using System.Globalization;

namespace Intervene.Answers.Tests;

public class Metamorphic
{
    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("INTERVENE_METAMORPHIC") ?? "100000", CultureInfo.InvariantCulture);

    [Fact]
    public void Rewritten_expressions_are_equal()
    {
        Random random = new(11);
        for (var i = 0; i < Rounds; i++)
        {
            var expression = RandomExpression.Make(random, 3);
            var a = expression.Print(random);
            var b = expression.Rewritten(random).Print(random);
            var verdict = AnswerVerifier.Verify(a, $"\\boxed{{{b}}}");
            Assert.True(verdict.IsCorrect || verdict.Rule is "undefined" or "no-common-domain", $"{a}   {b}   {verdict}");
            Assert.Equal(verdict.IsCorrect, AnswerVerifier.Verify(b, $"\\boxed{{{a}}}").IsCorrect);
        }
    }

    [Fact]
    public void An_expression_with_one_term_more_is_different()
    {
        Random random = new(12);
        for (var i = 0; i < Rounds; i++)
        {
            var expression = RandomExpression.Make(random, 3);
            var a = expression.Print(random);
            var b = expression.Changed(random).Print(random);
            Assert.False(AnswerVerifier.Verify(a, $"\\boxed{{{b}}}").IsCorrect, $"{a}   {b}");
        }
    }
}
