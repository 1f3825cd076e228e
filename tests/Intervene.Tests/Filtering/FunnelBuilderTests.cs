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

    private static Funnel Build(params InterventionOutcome[] outcomes) => FunnelBuilder.Build(new FunnelSources
    {
        Problems = Problems,
        Rollouts =
        [
            Records.Rollout("a"), Records.Rollout("a", 1), Records.Rollout("a", 2, reward: 1), Records.Rollout("b"), Records.Rollout("c"),
            Records.Rollout("c", 1),
        ],
        Replies = [],
        Proposals = Proposals,
        Outcomes = outcomes,
        Seed = 3,
    });

    private static Funnel Sampled(params GuidedRollout[] guided) => Build([.. InterventionOutcomes.Of(
        guided.Select(rollout => Records.Correction(rollout.ProblemId)).DistinctBy(correction => correction.Id), GuidedCounts.Of(guided), 1, 1)]);

    [Fact]
    public void Every_sieve_is_counted()
    {
        var funnel = Build(Records.Outcome("a", kept: true), Records.Outcome("a", 1, correct: 0, kept: true), Records.Outcome("b", correct: 0));
        Assert.Equal((3, 1, 1), (funnel.Sampled, funnel.Working, funnel.KeptWithoutSuccess));
        Assert.Equal((6, 5, 3, 5, 2, 2, 1),
            (funnel.Rollouts, funnel.Wrong, funnel.WithReference, funnel.Asked, funnel.Proposed, funnel.Kept, funnel.KeptProblems));
        Assert.Equal([new RefusalCount(RefusalReason.NoReference, 2), new RefusalCount(RefusalReason.SeveralSteps, 1)], funnel.Refusals);
        Assert.Empty(Build().Arms);
        Assert.Empty(Build().Lifts);
    }

    [Fact]
    public void An_arm_is_counted_over_problems_and_rollouts()
    {
        var funnel = Sampled(
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
        var funnel = Sampled(
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
        var arm = Assert.Single(Sampled([.. Rollouts(GuidedArm.Intervention, "a", 3, 4), .. Rollouts(GuidedArm.Intervention, "b", 0, 4)]).Arms);
        Assert.Equal(arm.Bootstrap, arm.Reported);
        Assert.NotEqual(arm.Wilson, arm.Reported);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_interval_reported_is_Wilsons_where_all_problems_have_the_same_success(int correct)
    {
        var arm = Assert.Single(Sampled([.. Rollouts(GuidedArm.Problem, "a", correct, 4), .. Rollouts(GuidedArm.Problem, "b", correct, 4)]).Arms);
        Assert.Equal(0, arm.Bootstrap.High - arm.Bootstrap.Low);
        Assert.Equal(arm.Wilson, arm.Reported);
        Assert.True(arm.Reported.High - arm.Reported.Low > 0.2);
    }

    private static IEnumerable<GuidedRollout> Rollouts(GuidedArm arm, string problem, int correct, int count) =>
        Enumerable.Range(0, count).Select(i => Records.Guided(arm, i < correct ? 1 : 0, problem, continuation: i));

    [Fact]
    public void A_lift_that_all_problems_share_has_an_interval_of_its_own()
    {
        var lift = Assert.Single(Sampled(
        [
            .. Rollouts(GuidedArm.Intervention, "a", 4, 4), .. Rollouts(GuidedArm.Intervention, "b", 4, 4),
            .. Rollouts(GuidedArm.WrongStep, "a", 0, 4), .. Rollouts(GuidedArm.WrongStep, "b", 0, 4),
        ]).Lifts);
        Assert.Equal((2, 1.0), (lift.Problems, lift.Difference));
        Assert.Equal(Proportion.NewcombeDifference(0, 2, 2, 2), lift.Interval); // two problems are not certainty
    }

    [Fact]
    public void Oracles_stand_side_by_side_with_agreement_kept_interventions_and_cost()
    {
        Correction[] corrections =
        [
            Records.Correction("a"), Records.Correction("a", number: 1) with { Oracle = "llm", Leak = new Leak { Score = 1, Rule = LeakRule.Boxed } },
            Records.Correction("b") with { Oracle = "llm" },
        ];
        var funnel = FunnelBuilder.Build(new FunnelSources
        {
            Problems = Problems,
            Rollouts = [Records.Rollout("a"), Records.Rollout("b")],
            Replies =
            [
                Reply("a", "test", 2), Reply("a", "llm", 3, new OracleUsage(100, 10, 20, 5, 0.5m)), Reply("b", "test", null),
                Reply("b", "llm", 1, new OracleUsage(200, 0, 30, 0)), Reply("c", "llm", 1),
            ],
            Proposals = [.. corrections, Records.Refusal(RefusalReason.NoErrorFound, "b")],
            Outcomes =
            [
                Records.Outcome("a", correct: 2, kept: true), Records.Outcome("a", number: 1, correct: 1) with { Oracle = "llm" },
                Records.Outcome("b", correct: 0) with { Oracle = "llm" },
            ],
            Seed = 3,
        });
        Assert.Equal(1, funnel.Leaking);
        var (reference, llm) = (funnel.Oracles[0], funnel.Oracles[1]);
        Assert.Equal(("test", 2, 1, 1, 1, 1, 1, 1), (
            reference.Oracle, reference.Asked, reference.Located, reference.Proposed, reference.Sampled, reference.Working, reference.Kept,
            reference.KeptAlone));
        Assert.Equal(
            ("llm", 3, 3, 2, 2, 1, 0, 1),
            (llm.Oracle, llm.Asked, llm.Located, llm.Proposed, llm.Sampled, llm.Working, llm.Kept, llm.KeptAlone));
        Assert.Equal((1, 4), (llm.Correct, llm.Tries));
        Assert.Equal((0, 0, (decimal?)null), (reference.Cost.Asked, reference.Cost.Priced, reference.Cost.Dollars));
        Assert.Equal((2, 2, 1, 300, 10, 50, 5, 0.5m), (
            llm.Cost.Asked, llm.Cost.Counted, llm.Cost.Priced, llm.Cost.InputTokens, llm.Cost.CachedInputTokens, llm.Cost.OutputTokens,
            llm.Cost.ReasoningTokens, llm.Cost.Dollars));
        Assert.Equal(new OracleAgreement("test", "llm", 2, 0, 1, 1, 0), Assert.Single(funnel.Agreements) with { Kappa = 0 });
    }

    private static RecordedReply Reply(string problem, string oracle, int? location, OracleUsage? usage = null) => new()
    {
        ProblemId = problem,
        Sample = 0,
        Oracle = oracle,
        Reply = new OracleReply { ErrorLocation = location, Usage = usage, PromptHash = usage is null ? null : "h" },
    };
}
