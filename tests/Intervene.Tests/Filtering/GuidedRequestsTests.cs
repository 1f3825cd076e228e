using Intervene.Filtering;
using Intervene.Options;

namespace Intervene.Tests.Filtering;

public sealed class GuidedRequestsTests
{
    private static readonly SamplingOptions Sampling = new() { MaxTokens = 7, Temperature = 0.5 };

    [Theory]
    [InlineData(GuidedArm.Problem, new int[0])]
    [InlineData(GuidedArm.Prefix, new[] { 10, 11, 12 })]
    [InlineData(GuidedArm.WrongStep, new[] { 10, 11, 12, 13, 14 })]
    [InlineData(GuidedArm.Intervention, new[] { 10, 11, 12, 21, 22 })]
    public void An_arm_conditions_on_its_own_tokens_after_the_prompt(GuidedArm arm, int[] expected)
    {
        Assert.Equal(expected, GuidedRequests.Conditioning(Records.Proposal(), arm));
        var request = GuidedRequests.Build(Records.Proposal(), [1, 2], arm, 4, Sampling, 5);
        Assert.Equal([1, 2, .. expected], request.PromptIds);
        Assert.Equal((4, 0, Sampling), (request.SampleCount, request.FirstSample, request.Sampling));
    }

    [Fact]
    public void The_conditioning_of_prefix_and_wrong_step_is_the_front_of_the_recorded_rollout() =>
        Assert.Equal(Records.Rollout().Completion.TokenIds[..5], GuidedRequests.Conditioning(Records.Proposal(), GuidedArm.WrongStep));

    [Fact]
    public void The_intervention_is_sampled_last_and_alone_without_controls()
    {
        var all = GuidedRequests.BuildAll(Records.Proposal(), [1, 2], controls: true, 4, Sampling, 5);
        Assert.Equal([GuidedArm.Problem, GuidedArm.Prefix, GuidedArm.WrongStep, GuidedArm.Intervention], all.Select(request => request.Arm));
        var alone = Assert.Single(GuidedRequests.BuildAll(Records.Proposal(), [1, 2], controls: false, 4, Sampling, 5));
        Assert.Equal(GuidedArm.Intervention, alone.Arm);
        Assert.Equal(all[^1].Request.Key, alone.Request.Key);
    }

    [Fact]
    public void Random_numbers_differ_by_arm_problem_rollout_location_and_seed_alone()
    {
        var moved = Records.Proposal() with { Intervention = new("too", 3) };
        Intervene.Interventions.Proposal[] proposals = [Records.Proposal(), Records.Proposal("q"), Records.Proposal(sample: 1), moved];
        var keys = proposals.SelectMany(p => new[] { 5L, 6L }.SelectMany(seed => GuidedRequests.BuildAll(p, [1], true, 4, Sampling, seed))).Select(r => r.Request.Key).ToArray();
        Assert.Equal(4 * 2 * 4, keys.Distinct().Count());
        Assert.Equal(keys[0], GuidedRequests.Build(Records.Proposal(), [9, 9, 9], GuidedArm.Problem, 99, Sampling with { TopK = 3 }, 5).Key);
    }

    [Fact]
    public void A_refusal_has_no_requests() => Assert.Contains(
        "no_reference",
        Assert.Throws<ArgumentException>(() => GuidedRequests.Conditioning(Records.Refused("no_reference"), GuidedArm.Prefix)).Message, StringComparison.Ordinal);
}
