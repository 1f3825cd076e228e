using Intervene.Interventions;
using Intervene.Pipeline.Checkers;

namespace Intervene.Pipeline.Tests.Checkers;

/// <summary>The example of a command oracle, as a program.</summary>
public class StepCheckersTests
{
    private const string Swaps =
        "Ann, Ben, and Cay hold cards. Ann has a red card, Ben has a green card, and Cay has a blue card: Ann has a red card, Ben has a green " +
        "card, and Cay has a blue card.\nAs they play, pairs trade cards. First, Ann and Ben trade cards. Finally, Ben and Cay trade cards. At " +
        "the end of the game, Ben has the\nOptions:\n(A) red card.\n(B) green card.\n(C) blue card.";

    private const string Row =
        "The following statements each describe a set of three objects arranged in a fixed order.\n- On a shelf, there are three books: a red " +
        "book, a green book, and a blue book.\n- The red book is the leftmost.\n- The green book is to the right of the blue book.\nOptions:\n(A) " +
        "The red book is the rightmost.\n(B) The green book is the rightmost.";

    [Theory]
    [InlineData("[ { } (", 4, "the stack then holds", "stack: empty", "[ ; stack: [", "{ ; stack: [ {", "} ; stack: [ {", "( ; stack: [ (")]
    [InlineData("[ (", 4, "closes the stack", "[ ; stack: [",
        "( ; stack: [ (", "The final stack is \"[ (\".", "So, we need \"]\", \")\". So the answer is ] )")]
    [InlineData("[ (", null, "right", "[ ; stack: [", "( ; stack: [ (",
        "Now, we have reached the end. The final stack is \"[ (\".", "So, we need \")\", \"]\". So the answer is ) ]")]
    [InlineData("bee ant axe", 3, "letter 2 of", "The first letter: \"bee\": \"b\" (2). \"ant\": \"a\" (1). \"axe\": \"a\" (1).",
        "We now have: (1) [\"ant\" ? \"axe\"] < (2) \"bee\".", "The second letter: \"ant\": \"n\" (13). \"axe\": \"x\" (24).")]
    [InlineData("bee ant axe", 2, "order here is", "The first letter: \"bee\": \"b\" (2). \"ant\": \"a\" (1). \"axe\": \"a\" (1).",
        "We now have: (1) \"ant\" < (1) \"axe\" < (2) \"bee\".")]
    [InlineData("bee ant axe", null, "right", "The first letter: \"bee\": \"b\" (2). \"ant\": \"a\" (1). \"axe\": \"a\" (1).",
        "We now have: (1) [\"ant\" ? \"axe\"] < (2) \"bee\".", "The second letter: \"ant\": \"n\" (14). \"axe\": \"x\" (24).",
        "We now have: (14) \"ant\" < (24) \"axe\" for the subpart. Hence, we have \"ant\" < \"axe\" < \"bee\".",
        "I have now sorted all the words. The answer is ant axe bee")]
    [InlineData(Swaps, 2, "Ben has blue card", "Ann and Ben trade: Ann: green, Ben: red, Cay: blue.",
        "Ben and Cay trade: Ann: green, Ben: green, Cay: red.")]
    [InlineData(Swaps, 2, "next swap", "Ann and Ben trade: Ann: green, Ben: red, Cay: blue.", "Ann and Cay trade: Ann: blue, Ben: red, Cay: green.")]
    [InlineData(Swaps, 3, "ends with blue card", "Ann and Ben trade: Ann: green, Ben: red, Cay: blue.",
        "Ben and Cay trade: Ann: green, Ben: blue, Cay: red.", "So the answer is (A)")]
    [InlineData(Swaps, null, "right", "Ann and Ben trade: Ann: green, Ben: red, Cay: blue.",
        "Ben and Cay trade: Ann: green, Ben: blue, Cay: red.", "At the end of the game, Ben has the blue card. So the answer is (C)")]
    [InlineData(Row, 1, "does not follow",
        "The red book is the leftmost. So from left to right: first is the red book, then second is the blue book.")]
    [InlineData(Row, 2, "does not follow",
        "The red book is the leftmost. So from left to right: first is the red book, then second and third can be any book.",
        "The green book is to the right of the blue book. So from left to right: first is the red book, then second is the green book.")]
    [InlineData(Row, null, "right", "The red book is the leftmost. So from left to right: first is the red book, then second and third can be any " +
        "book.", "The green book is to the right of the blue book. So from left to right: first is the red book, then second is the blue book, " +
        "then third is the green book.", "So the answer is (B)")]
    [InlineData("What is 1 + 1?", null, "does not know", "It is 3.")]
    public async Task The_first_step_that_does_not_follow_is_named(string problem, int? location, string reason, params string[] steps)
    {
        using var oracle = new CommandOracle(["dotnet", Path.Combine(AppContext.BaseDirectory, "StepCheckers.dll")], TimeSpan.FromSeconds(60));
        var reply = await oracle.ProposeAsync(new OracleQuestion { Id = "1", Question = problem, Steps = steps }, CancellationToken.None);

        Assert.Equal(location, reply.ErrorLocation);
        Assert.Contains(reason, reply.Detail, StringComparison.Ordinal);
    }
}
