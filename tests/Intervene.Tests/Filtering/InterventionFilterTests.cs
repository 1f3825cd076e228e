using Intervene.Filtering;
using Intervene.Interventions;

namespace Intervene.Tests.Filtering;

public sealed class InterventionFilterTests
{
    /// <summary>Right continuations: a 1, of c's rollout 1 the first intervention one and the second two of them, d none but of a control.</summary>
    private static readonly InterventionOutcome[] Tested =
    [
        Records.Outcome("a", correct: 1), Records.Outcome("c", correct: 0), Records.Outcome("c", 1, correct: 1),
        Records.Outcome("c", 1, 1, correct: 2),
        Records.Outcome("d", correct: 0) with { Arms = [new(GuidedArm.Prefix, 1, 2), new(GuidedArm.Intervention, 0, 2)] },
    ];

    [Theory]
    [InlineData(0, "a/0/0 c/0/0 c/1/1 d/0/0")]
    [InlineData(1, "a/0/0 c/1/1")]
    [InlineData(2, "c/1/1")]
    [InlineData(3, "")]
    public void The_best_intervention_of_an_attempt_stays_with_enough_correct_continuations_of_its_own(int minCorrect, string expected) =>
        Assert.Equal(expected, Text(InterventionFilter.Keep(Tested, minCorrect)));

    [Fact]
    public void Several_interventions_of_an_attempt_stay_where_that_is_asked_for() =>
        Assert.Equal("a/0/0 c/1/0 c/1/1", Text(InterventionFilter.Keep(Tested, 1, perAttempt: 2)));

    [Fact]
    public void Of_equal_success_the_earlier_stays() =>
        Assert.Equal("c/1/0", Text(InterventionFilter.Keep([Records.Outcome("c", 1, correct: 0), Records.Outcome("c", 1, 1, correct: 0)], 0)));

    [Fact]
    public void An_outcome_holds_successes_and_tries_of_every_arm_and_whether_it_is_kept()
    {
        var guided = GuidedCounts.Of(
        [
            Records.Guided(GuidedArm.Intervention, 1), Records.Guided(GuidedArm.Intervention, 0, continuation: 1),
            Records.Guided(GuidedArm.Intervention, 0, continuation: 2) with { Reward = null }, // the verifier failed
            Records.Guided(GuidedArm.Prefix, 0), Records.Guided(GuidedArm.Intervention, 0, "q"),
        ]);
        var outcomes = InterventionOutcomes.Of([Records.Correction(), Records.Correction("q")], guided, minCorrect: 1, perAttempt: 1);
        Assert.Equal([new ArmSuccess(GuidedArm.Prefix, 0, 1), new ArmSuccess(GuidedArm.Intervention, 1, 2)], outcomes[0].Arms);
        Assert.Equal([true, false], outcomes.Select(outcome => outcome.Kept));
    }

    [Fact]
    public void Of_a_problem_as_many_interventions_are_sampled_from_of_each_oracle()
    {
        Proposal[] proposals =
        [
            Records.Correction("a"), Records.Correction("a", number: 1), Records.Refusal(RefusalReason.Empty, "a"),
            Records.Correction("a", number: 2) with { Oracle = "other" }, Records.Correction("a", 1), Records.Correction("b"),
        ];
        Assert.Equal("a/0/0 a/0/2 b/0/0", Text(TestedInterventions.Of(proposals, 1).Select(correction => correction.Id)));
        Assert.Equal("a/0/0 a/0/1 a/0/2 b/0/0", Text(TestedInterventions.Of(proposals, 2).Select(correction => correction.Id)));
        Assert.Equal(5, TestedInterventions.Of(proposals, null).Count());
    }

    private static string Text(IEnumerable<InterventionId> kept) => string.Join(' ', kept.OrderBy(id => id.ToString(), StringComparer.Ordinal));
}
