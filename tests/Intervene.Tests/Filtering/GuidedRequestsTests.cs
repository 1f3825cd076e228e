using Intervene.Filtering;
using Intervene.Interventions;

namespace Intervene.Tests.Filtering;

public sealed class GuidedRequestsTests
{
    [Theory]
    [InlineData(GuidedArm.Problem, new int[0])]
    [InlineData(GuidedArm.Prefix, new[] { 10, 11, 12 })]
    [InlineData(GuidedArm.WrongStep, new[] { 10, 11, 12, 13, 14 })]
    [InlineData(GuidedArm.Intervention, new[] { 10, 11, 12, 21, 22 })]
    public void An_arm_conditions_on_its_own_tokens(GuidedArm arm, int[] expected) =>
        Assert.Equal(expected, GuidedRequests.Conditioning(Records.Correction(), arm));

    [Fact]
    public void The_conditioning_of_prefix_and_wrong_step_is_the_front_of_the_recorded_rollout() =>
        Assert.Equal(Records.Rollout().Completion.TokenIds[..5], GuidedRequests.Conditioning(Records.Correction(), GuidedArm.WrongStep));

    [Fact]
    public void The_intervention_is_sampled_last_and_alone_without_controls()
    {
        Assert.Equal([GuidedArm.Problem, GuidedArm.Prefix, GuidedArm.WrongStep, GuidedArm.Intervention], GuidedRequests.Arms(controls: true));
        Assert.Equal([GuidedArm.Intervention], GuidedRequests.Arms(controls: false));
    }

    [Fact]
    public void Random_numbers_differ_by_problem_rollout_location_number_and_seed_alone()
    {
        Correction[] corrections =
        [
            Records.Correction(), Records.Correction("q"), Records.Correction(sample: 1), Records.Correction() with { Location = 3 },
            Records.Correction(number: 1),
        ];
        var keys = corrections.SelectMany(correction => new[] { 5L, 6L }.Select(seed => GuidedRequests.KeyOf(correction, seed))).ToArray();
        Assert.Equal(5 * 2, keys.Distinct().Count());
        Assert.Equal(keys[0], GuidedRequests.KeyOf(Records.Correction() with { Content = "other" }, 5));
    }
}
