using Intervene.Interventions;

namespace Intervene.Tests.Interventions;

public sealed class ProposalBuilderTests
{
    private static IReadOnlyList<Proposal> Build(OracleReply reply, string separator = "\n\n", int firstNumber = 0) =>
        ProposalBuilder.Build(Records.Rollout(), Records.Split(), "test", reply, text => [.. text.Select(c => (int)c)], separator, firstNumber);

    private static OracleReply Reply(params ProposedStep[] steps) => new() { Proposals = steps, ErrorLocation = 2 };

    private static Proposal Build(string content, int location) => Assert.Single(Build(Reply(new ProposedStep(content, location))));

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
        Assert.IsType<Correction>(Assert.Single(Build(reply, "##")));
        Assert.Equal(RefusalReason.SeveralSteps, Assert.IsType<Refusal>(Assert.Single(Build(reply, "\n"))).Reason);
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
}
