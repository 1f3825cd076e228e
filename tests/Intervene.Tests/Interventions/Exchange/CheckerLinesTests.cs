using System.Text.Json.Nodes;
using Intervene.Interventions;
using Intervene.Interventions.Exchange;

namespace Intervene.Tests.Interventions.Exchange;

public class CheckerLinesTests
{
    private static readonly OracleQuestion Question = new()
    {
        Id = "7",
        Question = "1 + 1?",
        Gold = "2",
        ReferenceSolution = null,
        Steps = ["first", "second"],
    };

    [Fact]
    public void A_question_is_one_line() => Assert.Equal(
        """{"id":"7","problem":"1 + 1?","answer":"2","reference":null,"steps":["first","second\nline"]}""",
        CheckerLines.Write(Question with { Steps = ["first", "second\nline"] }));

    [Fact]
    public void A_sheet_is_the_line_with_numbers_prompt_and_room_for_the_reply()
    {
        var sheet = CheckerLines.Sheet(Question, [new JsonObject { ["role"] = "user", ["content"] = "Check it." }]);
        Assert.Equal(
            """
            {"id":"7","problem":"1 + 1?","answer":"2","reference":null,"steps":["first","second"],"numbered_steps":"[1] first\n\n[2] second",
            """.Trim()
            + """
            "prompt":[{"role":"user","content":"Check it."}],"error_location":null,"proposals":[{"location":null,"content":""}],"reason":null}
            """.Trim(),
            sheet);
        var unfilled = CheckerLines.Read(sheet, Question);
        Assert.Equal((RefusalReason.Abstained, "the line is not filled in"), (unfilled.Refusal, unfilled.Detail));
        var proposal = sheet.Replace("""{"location":null,"content":""}""", """{"location":2,"content":"new"}""", StringComparison.Ordinal);
        var filled = CheckerLines.Read(proposal, Question);
        Assert.Equal([new ProposedStep("new", 2)], filled.Proposals);
        var right = CheckerLines.Read(sheet.Replace("\"reason\":null", "\"reason\":\"looks right\"", StringComparison.Ordinal), Question);
        Assert.Equal((RefusalReason.NoErrorFound, "looks right"), (right.Refusal, right.Detail));
        var located = CheckerLines.Read(sheet.Replace("\"error_location\":null", "\"error_location\":1", StringComparison.Ordinal), Question);
        Assert.Equal((RefusalReason.Abstained, 1), (located.Refusal, located.ErrorLocation));
    }

    [Fact]
    public void A_line_about_the_steps_of_another_run_is_not_used()
    {
        var reply = CheckerLines.Read(
            """{"id":"7","steps":["first","other"],"proposals":[{"location":2,"content":"new"}]}""", Question);
        Assert.Equal((RefusalReason.Unparsable, 0), (reply.Refusal, reply.Proposals.Count));
        Assert.Contains("other steps", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_gives_proposals_and_the_place_of_the_error()
    {
        var reply = CheckerLines.Read("""{"id":"7","proposals":[{"location":1,"content":"better"}],"error_location":2,"reason":"why"}""", Question);

        Assert.Equal([new ProposedStep("better", 1)], reply.Proposals);
        Assert.Equal((2, null, "why"), (reply.ErrorLocation, reply.Refusal, reply.Detail));
    }

    [Fact]
    public void A_place_without_a_text_abstains_from_writing()
    {
        var reply = CheckerLines.Read("""{"id":"7","error_location":"2"}""", Question);

        Assert.Equal((2, RefusalReason.Abstained), (reply.ErrorLocation, reply.Refusal));
    }

    [Theory]
    [InlineData("""{"id":"7"}""", RefusalReason.NoErrorFound)]
    [InlineData("""{"id":7,"proposals":null,"error_location":null}""", RefusalReason.NoErrorFound)]
    [InlineData("""{"id":"8"}""", RefusalReason.Unparsable)]
    [InlineData("""{}""", RefusalReason.Unparsable)]
    [InlineData("""[1]""", RefusalReason.Unparsable)]
    [InlineData("""<html>""", RefusalReason.Unparsable)]
    [InlineData("""{"id":"7","error_location":3}""", RefusalReason.LocationOutOfRange)]
    [InlineData("""{"id":"7","error_location":0}""", RefusalReason.LocationOutOfRange)]
    [InlineData("""{"id":"7","proposals":[{"location":3,"content":"x"}]}""", RefusalReason.LocationOutOfRange)]
    [InlineData("""{"id":"7","proposals":[{"location":1,"content":"  "}]}""", RefusalReason.Empty)]
    [InlineData("""{"id":"7","proposals":[{"location":1}]}""", RefusalReason.Empty)]
    [InlineData("""{"id":"7","proposals":["x"]}""", RefusalReason.Unparsable)]
    [InlineData("""{"id":"7","proposals":{}}""", RefusalReason.Unparsable)]
    public void What_cannot_be_used_has_a_reason(string line, RefusalReason reason)
    {
        var reply = CheckerLines.Read(line, Question);

        Assert.Equal(reason, reply.Refusal);
        Assert.Empty(reply.Proposals);
        Assert.Equal(line, reply.RawText);
    }

    [Fact]
    public void Good_proposals_are_kept_beside_bad_ones() => Assert.Equal(
        [new ProposedStep("good", 2)],
        CheckerLines.Read("""{"id":"7","proposals":[{"location":9,"content":"bad"},{"location":2,"content":"good"}]}""", Question).Proposals);
}
