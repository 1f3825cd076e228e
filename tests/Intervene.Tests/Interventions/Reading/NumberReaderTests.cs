using Intervene.Interventions.Claims;
using Intervene.Interventions.Reading;

namespace Intervene.Tests.Interventions.Reading;

public sealed class NumberReaderTests
{
    [Theory]
    [InlineData("He sold 1,200 pens for $3.50", "1200 3.5")]
    [InlineData("a third of 3/4 cups", "1/3 3 4 3/4")]
    [InlineData("25% of twenty", "25 0.25 20")]
    [InlineData("\\(\\frac{2}{5}\\) of $4000", "2 5 2/5 4000")]
    [InlineData("48/2 = <<48/2=24>>24", "48 2 24 24")]
    [InlineData("nothing here", "")]
    public void Numbers_are_read_in_digits_fractions_and_words(string text, string expected)
    {
        static Rational Parse(string number) =>
            number.Split('/') is [var over, var under] ? Rational.Parse(over) / Rational.Parse(under) : Rational.Parse(number);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse), NumberReader.Read(text));
    }

    [Theory]
    [InlineData("So 3 + 4 = 7.\n#### 7", "7")]
    [InlineData("It is $\\boxed{\\frac{1}{2}}$.", "\\frac{1}{2}")]
    [InlineData("So 3 + 4 = 7.", null)]
    public void A_solution_marks_its_answer_with_a_box_or_four_signs(string solution, string? expected) =>
        Assert.Equal(expected, FinalAnswer.Marked(solution)?.Text);

    [Theory]
    [InlineData("The answer is \\boxed{12}.", "12")]
    [InlineData("So 4 + 5 = 9 apples are left.", "9")]
    [InlineData("He pays $1,080 in total.", "1,080")]
    public void The_final_answer_is_the_box_or_the_last_number(string step, string expected) =>
        Assert.Equal(expected, FinalAnswer.Of(["It is 3.", step])!.Text);
}
