using Intervene.Interventions;

namespace Intervene.Tests.Interventions;

public sealed class ProposalBuilderTests
{
    private static IReadOnlyList<Proposal> Build(OracleReply reply, string separator = "\n\n") =>
        ProposalBuilder.Build(Records.Rollout(), Records.Split(), "test", reply, text => [.. text.Select(c => (int)c)], separator);

    private static Proposal Build(string content, int location) => Assert.Single(Build(new OracleReply([new(content, location)], null)));

    [Theory]
    [InlineData(1, new int[0], new[] { 10, 11, 12 })]
    [InlineData(2, new[] { 10, 11, 12 }, new[] { 13, 14 })]
    [InlineData(3, new[] { 10, 11, 12, 13, 14 }, new[] { 15 })]
    public void Prefix_and_wrong_step_are_cut_at_recorded_offsets(int location, int[] prefix, int[] wrong)
    {
        var proposal = Build("x", location);
        Assert.Equal(prefix, proposal.PrefixIds);
        Assert.Equal(wrong, proposal.WrongStepIds);
        Assert.Null(proposal.Refusal);
    }

    [Fact]
    public void The_step_is_trimmed_and_encoded_together_with_its_separator()
    {
        var proposal = Build("\n a b \n\n", 2);
        Assert.Equal(new Intervention("a b", 2), proposal.Intervention);
        Assert.Equal("a b\n\n".Select(c => (int)c), proposal.InterventionIds);
        Assert.Equal(("p", 0, "test"), (proposal.ProblemId, proposal.Sample, proposal.Oracle));
    }

    [Theory]
    [InlineData("x", 0, "out_of_range")]
    [InlineData("x", 4, "out_of_range")]
    [InlineData(" \n\n ", 2, "empty")]
    [InlineData("x\n\ny", 2, "several_steps")]
    public void An_unusable_intervention_is_refused_with_its_reason(string content, int location, string refusal)
    {
        var proposal = Build(content, location);
        Assert.Equal(refusal, proposal.Refusal);
        Assert.Equal((null, null, null, null), (proposal.Intervention, proposal.PrefixIds, proposal.InterventionIds, proposal.WrongStepIds));
    }

    [Fact]
    public void What_makes_several_steps_is_the_separator()
    {
        var reply = new OracleReply([new("x\n\ny", 2)], null);
        Assert.Null(Assert.Single(Build(reply, "##")).Refusal);
        Assert.Equal("several_steps", Assert.Single(Build(reply, "\n")).Refusal);
    }

    [Fact]
    public void Each_intervention_is_a_proposal_and_a_refusal_is_one()
    {
        Assert.Equal([null, "out_of_range"], Build(new OracleReply([new("x", 1), new("y", 9)], null)).Select(proposal => proposal.Refusal));
        Assert.Equal("leaks_answer", Assert.Single(Build(new OracleReply([], "leaks_answer"))).Refusal);
        Assert.Equal("no_intervention", Assert.Single(Build(new OracleReply([], null))).Refusal);
    }
}
