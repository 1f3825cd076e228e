using Intervene.Interventions;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Tests.Interventions;

public sealed class ProposalBuilderTests
{
    private static readonly Problem Problem = new() { Id = "p", Question = "How many?", Answer = "4242", Source = "test" };

    private static readonly ProposalRules Rules = new() { Encode = text => [.. text.Select(c => (int)c)], TokenBytes = id => [(byte)(id + 'a')] };

    private static IReadOnlyList<Proposal> Build(OracleReply reply, ProposalRules? rules = null, int firstNumber = 0) =>
        ProposalBuilder.Build(Problem, Records.Rollout(), Records.Split(), "test", reply, rules ?? Rules, firstNumber);

    private static OracleReply Reply(params ProposedStep[] steps) => new() { Proposals = steps, ErrorLocation = 2 };

    private static ProposalRules Separated(string separator) => Rules with { Split = new SplitOptions { Separator = separator } };

    private static Proposal Build(string content, int location) => Assert.Single(Build(Reply(new ProposedStep(content, location))));

    [Theory]
    [InlineData(2, "ab", 4)] // a step of two letters and its separator
    [InlineData(1, "a", 3)] // the wrong step has three tokens, from which a control goes on
    public void What_leaves_no_room_in_the_context_is_refused(int location, string content, int longest)
    {
        var prompt = Records.Rollout().PromptIds.Length + (location == 1 ? 0 : 3);
        Assert.IsType<Correction>(Assert.Single(Build(Reply(new ProposedStep(content, location)), Rules with { Room = prompt + longest })));
        var refusal = Assert.IsType<Refusal>(
            Assert.Single(Build(Reply(new ProposedStep(content, location)), Rules with { Room = prompt + longest - 1 })));
        Assert.Equal(RefusalReason.TooLong, refusal.Reason);
        Assert.Contains($"have {prompt + longest} tokens, and the model's context has room for {prompt + longest - 1}", refusal.Detail,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, new int[0], new[] { 10, 11, 12 })]
    [InlineData(2, new[] { 10, 11, 12 }, new[] { 13, 14 })]
    [InlineData(3, new[] { 10, 11, 12, 13, 14 }, new[] { 15 })]
    public void Prefix_and_wrong_step_are_cut_at_recorded_offsets(int location, int[] prefix, int[] wrong)
    {
        var correction = Assert.IsType<Correction>(Build("x", location));
        Assert.Equal(prefix, correction.PrefixIds);
        Assert.Equal(wrong, correction.WrongStepIds);
        Assert.Equal((location, 2), (correction.Location, correction.ErrorLocation));
    }

    [Fact]
    public void The_step_is_trimmed_and_encoded_together_with_its_separator()
    {
        var correction = Assert.IsType<Correction>(Build("\n a b \n\n", 2));
        Assert.Equal(("a b", 2), (correction.Content, correction.Location));
        Assert.Equal("a b\n\n".Select(c => (int)c), correction.InterventionIds);
        Assert.Equal((new InterventionId("p", 0, 0), "test"), (correction.Id, correction.Oracle));
    }

    [Theory]
    [InlineData("x", 0, RefusalReason.LocationOutOfRange)]
    [InlineData("x", 4, RefusalReason.LocationOutOfRange)]
    [InlineData(" \n\n ", 2, RefusalReason.Empty)]
    [InlineData("x\n\ny", 2, RefusalReason.SeveralSteps)]
    public void An_unusable_step_is_refused_with_its_reason(string content, int location, RefusalReason reason) =>
        Assert.Equal(reason, Assert.IsType<Refusal>(Build(content, location)).Reason);

    [Fact]
    public void What_makes_several_steps_is_the_separator()
    {
        var reply = Reply(new ProposedStep("x\n\ny", 2));
        Assert.IsType<Correction>(Assert.Single(Build(reply, Separated("##"))));
        Assert.Equal(RefusalReason.SeveralSteps, Assert.IsType<Refusal>(Assert.Single(Build(reply, Separated("\n")))).Reason);
    }

    [Fact]
    public void Each_step_is_a_proposal_of_its_own_number_and_a_refusal_is_one()
    {
        var proposals = Build(Reply(new ProposedStep("x", 1), new ProposedStep("y", 9), new ProposedStep(" x", 1)), firstNumber: 4);
        Assert.Equal([4, 5, 6], proposals.Select(proposal => proposal.Number));
        Assert.IsType<Correction>(proposals[0]);
        Assert.Equal([RefusalReason.LocationOutOfRange, RefusalReason.Duplicate], proposals.OfType<Refusal>().Select(refusal => refusal.Reason));
        var refusal = Assert.IsType<Refusal>(Assert.Single(Build(OracleReply.Refused(RefusalReason.AnswerLeak, "it says 4"))));
        Assert.Equal((RefusalReason.AnswerLeak, "it says 4"), (refusal.Reason, refusal.Detail));
        Assert.Equal(RefusalReason.NoErrorFound, Assert.IsType<Refusal>(Assert.Single(Build(new OracleReply()))).Reason);
    }

    [Fact]
    public void A_step_that_states_the_answer_is_refused_with_score_rule_and_place_kept_or_not_looked_at()
    {
        var reply = Reply(new ProposedStep(" So 4241 + 1 = 4242. ", 2));
        var refusal = Assert.IsType<Refusal>(Assert.Single(Build(reply)));
        Assert.Equal((RefusalReason.AnswerLeak, LeakRule.Equation, 0.8), (refusal.Reason, refusal.Leak!.Rule, refusal.Leak.Score));
        Assert.Equal("4242", "So 4241 + 1 = 4242.".Substring(refusal.Leak.Start, refusal.Leak.Length));
        Assert.Equal("step 2 of 3: states the answer, \"So 4241 + 1 = 4242.\" (equation, score 0.8)", refusal.Detail);

        var reported = Assert.IsType<Correction>(Assert.Single(Build(reply, Rules with { Leak = LeakPolicy.Report })));
        Assert.Equal(refusal.Leak, reported.Leak);
        Assert.Null(Assert.IsType<Correction>(Assert.Single(Build(reply, Rules with { Leak = LeakPolicy.Off }))).Leak);
        Assert.Equal(Leak.None, Assert.IsType<Correction>(Build("Nothing.", 2)).Leak);
    }

    [Fact]
    public void Another_right_answer_leaks_like_the_gold_one()
    {
        var leak = LeakCheck.Of(Problem with { Answer = "1/2", Alternatives = ["777"] }, "So it is 776 + 1 = 777.");
        Assert.Equal((true, "777"), (leak.IsLeak, "So it is 776 + 1 = 777.".Substring(leak.Start, leak.Length)));
    }

    [Fact]
    public void Of_a_reply_the_first_proposals_that_can_be_used_are_kept_and_the_others_counted()
    {
        var proposals = Build(
            Reply(new("a", 9), new("so 4242", 1), new("b", 1), new("c", 2), new("d", 3)),
            Rules with { Most = 2 });
        Assert.Equal(["b", "c"], proposals.OfType<Correction>().Select(correction => correction.Content));
        Assert.Equal(
            [RefusalReason.LocationOutOfRange, RefusalReason.AnswerLeak, RefusalReason.Surplus],
            proposals.OfType<Refusal>().Select(refusal => refusal.Reason));
    }

    [Fact]
    public void Blank_lines_in_a_block_that_stays_whole_make_no_several_steps()
    {
        Assert.IsType<Correction>(Build("We have\n\\[\na\n\n= b\n\\]\nand so on", 2));
        Assert.Equal(RefusalReason.SeveralSteps, Assert.IsType<Refusal>(Build("so</think>\nThe end", 2)).Reason);
    }
}
