using Intervene.Interventions.Alignment;
using Intervene.Interventions.Claims;

namespace Intervene.Tests.Interventions.Alignment;

public sealed class AttemptGraphTests
{
    private const string Question = "A shop sells 12 red and 18 blue pens for $4 each and takes 25% off. How much do all pens cost?";
    private const string Solution =
        "There are 12 + 18 = 30 pens.\nThey cost 30 * 4 = $120.\nThe discount is 120 * 0.25 = $30.\nThey cost 120 - 30 = $90.";

    private static AttemptGraph Read(params string[] steps) => AttemptGraph.Read(ReferenceGraph.Read(Question, Solution), Question, steps);

    [Theory]
    [InlineData("The red ones cost 12 * 4 = $48.")]
    [InlineData("Each costs 75% of $4, so 4 * 0.75 = $3.")]
    [InlineData("18 + 12 = 30 pens")]
    [InlineData("(18 + 12) * 4 = 120")]
    [InlineData("The discount is 25/100 * 120 = 30 dollars.")]
    public void Another_order_or_grouping_is_a_part_of_the_reference(string step) => Assert.False(Read(step).IsUnsupported(0));

    [Theory]
    [InlineData("The blue ones are 18 - 12 = 6 more.")]
    [InlineData("They cost 12 * 18 = $216.")]
    [InlineData("So 12 + 18 - 18 = 12 pens are left.")]
    [InlineData("12 + 18 = 31 pens")]
    public void What_the_reference_has_nowhere_is_unsupported(string step) => Assert.True(Read(step).IsUnsupported(0));

    [Fact]
    public void What_leads_to_a_value_of_the_reference_is_validated()
    {
        var attempt = Read("Red and blue: 12 * 4 = 48 and 18 * 4 = 72.", "In all 48 + 72 = 120.");
        Assert.Equal([true, true, true], Enumerable.Range(0, 3).Select(attempt.IsValidated));
    }

    [Theory]
    [InlineData("They cost 30 + 4 = $34.", true)]
    [InlineData("120 / 30 = 4 dollars", true)]
    [InlineData("They cost 4 * 30 = $120.", false)]
    [InlineData("The red ones cost 12 * 4 = $48.", false)]
    public void The_numbers_of_the_reference_taken_otherwise_are_another_operation(string step, bool other) =>
        Assert.Equal(other, Read("There are 12 + 18 = 30 pens.", step).IsOtherOperation(1));

    [Fact]
    public void A_value_in_whose_place_another_gives_the_gold_answer_is_a_repair()
    {
        var attempt = Read("There are 12 + 18 = 30 pens.", "They cost 30 * 5 = $150 before the discount.", "So 150 * 0.75 = $112.5 in all.");
        Assert.Equal([1, 2], attempt.Repairs(Rational.Parse("112.5"), Rational.Parse("90")));
    }
}
