using System.Diagnostics;
using Intervene.Answers.Extraction;

namespace Intervene.Answers.Tests;

public class BoxedAnswersTests
{
    [Theory]
    [InlineData("so \\boxed{1} and \\boxed{2}", "1", "2")]
    [InlineData("\\boxed{\\frac{1}{2}}", "\\frac{1}{2}")]
    [InlineData("\\boxed{\\boxed{3}}", "3")]
    [InlineData("\\fbox{4} then \\boxed 5", "4", "5")]
    [InlineData("\\boxed{\\{1\\}}", "\\{1\\}")]
    [InlineData("\\boxed{1} and \\boxed{2")]
    [InlineData("no box")]
    public void Boxes_come_in_the_order_of_the_text(string text, params string[] boxes) => Assert.Equal(boxes, BoxedAnswers.In(text));

    [Theory]
    [InlineData("\\boxed{", "}")]
    [InlineData("\\boxed{", "")]
    [InlineData("\\boxed{}", "}")]
    [InlineData("\\boxed{{", "}}")]
    [InlineData("\\fbox{\\boxed{", "")]
    [InlineData("<|begin_of_box|>", "<|end_of_box|>")]
    public void Nested_boxes_cost_what_their_length_costs(string open, string close)
    {
        const int depth = 50_000; // a search from each opening anew would take half a minute
        var text = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        var watch = Stopwatch.StartNew();
        BoxedAnswers.In(text);
        AnswerVerifier.Verify("1", text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
