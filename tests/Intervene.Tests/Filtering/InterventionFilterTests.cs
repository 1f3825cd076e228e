using Intervene.Filtering;
using Intervene.Interventions;

namespace Intervene.Tests.Filtering;

public sealed class InterventionFilterTests
{
    private static readonly Correction[] Tested =
        [Records.Correction("a"), Records.Correction("c"), Records.Correction("c", sample: 1),
            Records.Correction("c", sample: 1, number: 1), Records.Correction("d")];

    /// <summary>
    /// Correct continuations: a 1, of c's rollout 1 the first intervention one and the second two of them, d none but of a control.
    /// </summary>
    private static readonly GuidedRollout[] Guided =
    [
        Records.Guided(GuidedArm.Intervention, 1, "a"), Records.Guided(GuidedArm.Intervention, 0, "a", continuation: 1),
        Records.Guided(GuidedArm.Intervention, 0, "c"),
        Records.Guided(GuidedArm.Intervention, 1, "c", 1), Records.Guided(GuidedArm.Intervention, 0, "c", 1, continuation: 1),
        Records.Guided(GuidedArm.Intervention, 1, "c", 1, number: 1), Records.Guided(GuidedArm.Intervention, 1, "c", 1, continuation: 1, number: 1),
        Records.Guided(GuidedArm.Intervention, 0, "d"), Records.Guided(GuidedArm.Prefix, 1, "d"),
    ];

    [Theory]
    [InlineData(0, "a/0/0 c/0/0 c/1/1 d/0/0")]
    [InlineData(1, "a/0/0 c/1/1")]
    [InlineData(2, "c/1/1")]
    [InlineData(3, "")]
    public void The_best_intervention_of_an_attempt_stays_with_enough_correct_continuations_of_its_own(int minCorrect, string expected) =>
        Assert.Equal(expected, Text(InterventionFilter.Keep(Tested, Guided, minCorrect)));

    [Fact]
    public void Several_interventions_of_an_attempt_stay_where_that_is_asked_for() =>
        Assert.Equal("a/0/0 c/1/0 c/1/1", Text(InterventionFilter.Keep(Tested, Guided, 1, perAttempt: 2)));

    [Fact]
    public void Of_equal_success_the_earlier_stays() =>
        Assert.Equal("c/1/0", Text(InterventionFilter.Keep([Records.Correction("c", 1), Records.Correction("c", 1, 1)], [], 0)));

    private static string Text(IEnumerable<Correction> kept) => string.Join(' ', kept.Select(correction => correction.Id));
}
