using Intervene.Interventions;
using Intervene.Rewards;

namespace Intervene.Tests.Interventions;

public class ReferenceContradictionTests
{
    [Theory]
    [InlineData("7", "He has 12 - 5 = 8 apples left.\n#### 8")]
    [InlineData("\\frac{2}{3}", "The chance is $\\frac{1}{6} + \\frac{1}{3} = \\boxed{\\frac{1}{2}}$.")]
    [InlineData("66", "The bonus is 4 * 4 = 16. Including it, he scored 48 + 16 = 64 points.")]
    public void A_solution_that_ends_elsewhere_contradicts_its_answer(string gold, string solution) =>
        Assert.Contains("nowhere states", ReferenceContradiction.Of(gold, solution, AnswerGrader.Same)!, StringComparison.Ordinal);

    [Theory]
    [InlineData("5", "It will take her 120/24 = <<120/24=5>>5 hours to read 120 pages.")]
    [InlineData("8", "You save $3 + $5 = $8 for 3 gallons of milk and 5 boxes of cereal.")]
    [InlineData("49", "It costs 3.5 * $0.14 = $0.49 a week.")]
    [InlineData("10,000", "He gets $10,000 because he averages 30 or more points.")]
    [InlineData("\\frac{1}{9}", "Of 36 pairs 4 have that sum, so the chance is $\\frac{4}{36} = \\frac19$ for a fair die of 6 sides.")]
    [InlineData("x+1", "It follows from the theorem.")]
    public void A_solution_that_states_its_answer_or_has_no_end_does_not(string gold, string solution) =>
        Assert.Null(ReferenceContradiction.Of(gold, solution, AnswerGrader.Same));
}
