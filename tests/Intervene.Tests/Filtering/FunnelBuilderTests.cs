using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Problems;
using Intervene.Statistics;

namespace Intervene.Tests.Filtering;

public sealed class FunnelBuilderTests
{
    private static readonly Dictionary<string, Problem> Problems = new[] { ("a", "solved"), ("b", "solved"), ("c", null) }
        .ToDictionary(
            row => row.Item1, row => new Problem { Id = row.Item1, Question = "?", Answer = "1", ReferenceSolution = row.Item2, Source = "test" });

    private static readonly Proposal[] Proposals =
    [
        Records.Correction("a"), Records.Correction("a", 1),
        Records.Refusal(RefusalReason.SeveralSteps, "b"), Records.Refusal(RefusalReason.NoReference, "c"),
        Records.Refusal(RefusalReason.NoReference, "c", 1),
    ];

    private static Funnel Build(params GuidedRollout[] guided) => FunnelBuilder.Build(
        Problems,
        [Records.Rollout("a"), Records.Rollout("a", 1), Records.Rollout("a", 2, reward: 1),
            Records.Rollout("b"), Records.Rollout("c"), Records.Rollout("c", 1)],
        Proposals, guided, [.. Proposals.OfType<Correction>()], seed: 3);

    [Fact]
    public void Every_sieve_is_counted()
    {
        var funnel = Build();
        Assert.Equal((6, 5, 3, 5, 2, 2, 1),
            (funnel.Rollouts, funnel.Wrong, funnel.WithReference, funnel.Asked, funnel.Proposed, funnel.Kept, funnel.KeptProblems));
        Assert.Equal([new RefusalCount(RefusalReason.NoReference, 2), new RefusalCount(RefusalReason.SeveralSteps, 1)], funnel.Refusals);
        Assert.Empty(funnel.Arms);
        Assert.Empty(funnel.Lifts);
    }

    [Fact]
    public void An_arm_is_counted_over_problems_and_rollouts()
    {
        var funnel = Build(
            [.. Rollouts(GuidedArm.Intervention, "a", 3, 4),
                .. Rollouts(GuidedArm.Intervention, "b", 0, 4), .. Rollouts(GuidedArm.Prefix, "a", 1, 4)]);
        Assert.Equal([GuidedArm.Prefix, GuidedArm.Intervention], funnel.Arms.Select(arm => arm.Arm));
        var arm = funnel.Arms[1];
        Assert.Equal((2, 1, 8, 3, 0.375), (arm.Problems, arm.Solved, arm.Rollouts, arm.Correct, arm.Accuracy));
        Assert.Equal(Proportion.Wilson(0.75, 2), arm.Wilson); // two problems, not eight independent rollouts
        Assert.Equal(new Interval(0, 0.75), arm.Bootstrap);
    }

    [Fact]
    public void A_lift_is_paired_by_problem_and_its_interval_is_over_problems()
    {
        var funnel = Build(
        [
            .. Rollouts(GuidedArm.Intervention, "a", 4, 4), .. Rollouts(GuidedArm.Intervention, "b", 0, 4),
            .. Rollouts(GuidedArm.Intervention, "c", 4, 4),
            .. Rollouts(GuidedArm.Prefix, "a", 0, 2), .. Rollouts(GuidedArm.Prefix, "b", 0, 2),
        ]);
        var lift = Assert.Single(funnel.Lifts);
        Assert.Equal((GuidedArm.Prefix, 0.5), (lift.Control, lift.Difference)); // c has no control and does not count
        Assert.Equal(new Interval(0, 1), lift.Interval); // two problems: not the eight independent rollouts that would say [0.07, 0.78]
    }

    [Fact]
    public void The_interval_reported_is_the_bootstrap_over_problems_where_problems_differ()
    {
        var arm = Assert.Single(Build([.. Rollouts(GuidedArm.Intervention, "a", 3, 4), .. Rollouts(GuidedArm.Intervention, "b", 0, 4)]).Arms);
        Assert.Equal(arm.Bootstrap, arm.Reported);
        Assert.NotEqual(arm.Wilson, arm.Reported);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_interval_reported_is_Wilsons_where_all_problems_have_the_same_success(int correct)
    {
        var arm = Assert.Single(Build([.. Rollouts(GuidedArm.Problem, "a", correct, 4), .. Rollouts(GuidedArm.Problem, "b", correct, 4)]).Arms);
        Assert.Equal(0, arm.Bootstrap.High - arm.Bootstrap.Low);
        Assert.Equal(arm.Wilson, arm.Reported);
        Assert.True(arm.Reported.High - arm.Reported.Low > 0.2);
    }

    private static IEnumerable<GuidedRollout> Rollouts(GuidedArm arm, string problem, int correct, int count) =>
        Enumerable.Range(0, count).Select(i => Records.Guided(arm, i < correct ? 1 : 0, problem, continuation: i));
}
