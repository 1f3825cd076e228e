using System.Text.Json.Nodes;
using Intervene.Interventions;

namespace Intervene.Tests.Interventions;

public sealed class LeakCheckTests
{
    [Theory]
    [InlineData("42", "There are 7 * 6 = 42 apples, so the answer is 42.", LeakRule.Announced)]
    [InlineData("42", "There are 7 * 6 = 42 apples.", LeakRule.Equation)]
    [InlineData("42", "So there are forty-two apples in total.", LeakRule.Conclusion)]
    [InlineData("42", "The answer is forty-two.", LeakRule.Announced)]
    [InlineData("42", "The answer is 42, and then we check.\nNext, 42 + 1 = 43.", LeakRule.Announced)]
    [InlineData("42", "\\boxed{42}", LeakRule.Boxed)]
    [InlineData("42", "42", LeakRule.Boxed)]
    [InlineData("\\frac{1}{2}", "Therefore the probability is 0.5.", LeakRule.Conclusion)]
    [InlineData("\\frac{1}{2}", "So P = \\frac{2}{4}.", LeakRule.Equation)]
    [InlineData("18", "She makes 9 * 2 = $18 every day.", LeakRule.Equation)]
    [InlineData("(3, 4)", "Hence the point is $(3, 4)$.", LeakRule.Conclusion)]
    [InlineData("(3, 4)", "So $(x, y) = (3, 4)$.", LeakRule.Equation)]
    [InlineData("1819", "So the answer must be 1,819.", LeakRule.Announced)]
    [InlineData("x^2+1", "Thus $f(x) = x^2 + 1$.", LeakRule.Equation)]
    [InlineData("2\\sqrt{3}", "The side length is therefore $2\\sqrt{3}$.", LeakRule.Conclusion)]
    [InlineData("60", "This is 12/20 x 100% = 60% of the students.", LeakRule.Equation)]
    [InlineData("B", "The answer is B.", LeakRule.Announced)]
    public void A_text_that_states_the_gold_as_the_result_leaks(string gold, string content, LeakRule rule)
    {
        var leak = LeakCheck.Of(gold, content);
        Assert.True(leak.IsLeak, $"score {leak.Score}");
        Assert.Equal(rule, leak.Rule);
        Assert.True(leak.Length > 0 && leak.Start + leak.Length <= content.Length);
    }

    [Theory]
    [InlineData("42", "So we have 7 groups of 6 apples and need to multiply them.")]
    [InlineData("2", "There are 2 cases to consider.")]
    [InlineData("2", "So there are 2 cases to consider.")]
    [InlineData("2", "Let x = 2 and see what happens.")]
    [InlineData("2", "For n = 2 we get 5 ways.")]
    [InlineData("3", "She has 3 apples and buys 5 more, so 3 + 5 = 8.")]
    [InlineData("3", "Suppose k = 3; then the sum is 12.")]
    [InlineData("4", "x = 4 or x = -4")]
    [InlineData("4", "Since the square has 4 sides, we divide by 4.")]
    [InlineData("7", "We use modulo 7 here.")]
    [InlineData("7", "Step 7 was wrong, so let me redo it.")]
    [InlineData("5", "Wait, is the answer 5?")]
    [InlineData("5", "The answer is not 5.")]
    [InlineData("B", "Point B lies on the circle.")]
    [InlineData("1/2", "Half of the coins, so we multiply by 1/2.")]
    [InlineData("100", "A percent is out of 100, so 20% of 50 = 10.")]
    [InlineData("", "The answer is 5.")]
    [InlineData("5", "  ")]
    public void A_value_that_merely_occurs_does_not(string gold, string content)
    {
        var leak = LeakCheck.Of(gold, content);
        Assert.False(leak.IsLeak, $"{leak.Rule} {leak.Score} at {leak.Start}");
    }

    [Fact]
    public void The_span_is_where_the_answer_stands()
    {
        const string content = "First we halve it.\nThen the total is therefore $1,200$ dollars.";
        var leak = LeakCheck.Of("1200", content);
        Assert.Equal("1,200", content.Substring(leak.Start, leak.Length));
    }

    [Fact]
    public void A_step_that_does_all_of_the_references_work_is_scored_and_is_no_leak()
    {
        const string reference = "2 * 3 = <<2*3=6>>6\n6 + 4 = <<6+4=10>>10\n10 * 7 = <<10*7=70>>70";
        var leak = LeakCheck.Of("70", "We have 2*3 = 6 and 6 + 4 = 10, and now multiply by 7.", reference);
        Assert.Equal((LeakRule.Operations, 1.0, false), (leak.Rule!.Value, leak.Operations, leak.IsLeak));
        Assert.Equal(0.5, LeakCheck.Of("70", "We have 2*3 = 6 first.", reference).Operations);
    }

    [Fact]
    public void An_intermediate_value_that_equals_the_gold_by_chance_does_not_leak()
    {
        const string reference = "In May she has 5 * 4 = 20 hens.\nShe sells 20 - 8 = 12.\nWith chicks that makes 12 + 8 = 20.";
        Assert.False(LeakCheck.Of("20", "In May she has 5 * 4 = 20 hens.", reference).IsLeak);
        Assert.True(LeakCheck.Of("20", "With chicks that makes 12 + 8 = 20.", reference).IsLeak);
    }

    [Fact]
    public void A_long_answer_that_the_question_does_not_hold_leaks_wherever_it_occurs()
    {
        Assert.True(LeakCheck.Of("243", "Mishka spent $243 on clothing.", question: "How much did Mishka spend on 3 shirts?").IsLeak);
        Assert.False(LeakCheck.Of("2025", "Consider 2025 modulo 9.", question: "Is 2025 a square of a sum of digits?").IsLeak);
    }

    public static TheoryData<string, string, string?, string?, bool> Cases => [.. File.ReadLines(
        Path.Combine(AppContext.BaseDirectory, "Interventions", "cases", "leaks.jsonl"))
        .Select(line => JsonNode.Parse(line)!)
        .Select(row => ((string)row["gold"]!, (string)row["content"]!, (string?)row["reference"], (string?)row["question"], (bool)row["leaks"]!))];

    /// <summary>Words, decimals, LaTeX, unknowns, lists, letters, units; denials, suppositions, values that occur.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void What_states_the_gold_leaks_and_what_holds_its_value_otherwise_does_not(
        string gold, string content, string? reference, string? question, bool leaks)
    {
        var leak = LeakCheck.Of(gold, content, reference, question);
        Assert.True(leaks == leak.IsLeak, $"{leak.Rule} {leak.Score} at {leak.Start}");
    }
}
