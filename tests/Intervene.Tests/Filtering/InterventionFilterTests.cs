using Intervene.Filtering;
using Intervene.Interventions;

namespace Intervene.Tests.Filtering;

public sealed class InterventionFilterTests
{
    private static readonly Proposal[] Proposals =
        [Records.Proposal("a"), Records.Refused("empty", "b"), Records.Proposal("c"), Records.Proposal("c", sample: 1), Records.Proposal("d")];

    /// <summary>Correct continuations: a 1, c's rollout 1 two of them, d none but of a control.</summary>
    private static readonly GuidedRollout[] Guided =
    [
        Records.Guided(GuidedArm.Intervention, 1, "a"), Records.Guided(GuidedArm.Intervention, 0, "a", continuation: 1),
        Records.Guided(GuidedArm.Intervention, 0, "c"),
        Records.Guided(GuidedArm.Intervention, 1, "c", 1), Records.Guided(GuidedArm.Intervention, 1, "c", 1, continuation: 1),
        Records.Guided(GuidedArm.Intervention, 0, "d"), Records.Guided(GuidedArm.Prefix, 1, "d"),
        Records.Guided(GuidedArm.Intervention, 1, "b"),
    ];

    [Theory]
    [InlineData(0, "a0 c0 c1 d0")]
    [InlineData(1, "a0 c1")]
    [InlineData(2, "c1")]
    [InlineData(3, "")]
    public void An_intervention_stays_with_enough_correct_continuations_of_its_own(int minCorrect, string expected) => Assert.Equal(
        expected, string.Join(' ', InterventionFilter.Keep(Proposals, Guided, minCorrect).Select(proposal => $"{proposal.ProblemId}{proposal.Sample}")));
}
