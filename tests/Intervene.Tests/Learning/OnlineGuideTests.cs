using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Options;

namespace Intervene.Tests.Learning;

public class OnlineGuideTests
{
    private static readonly OnlineOptions Options = new() { AfterVisits = 2, Attempts = 2, AtMostPerProblem = 1 };
    private static readonly RlProblem Problem = new("p", [1, 2]);

    [Fact]
    public void A_problem_is_asked_about_after_as_many_visits_in_a_row_without_reward()
    {
        var guide = new OnlineGuide(Options);
        Assert.Empty(guide.Visit(Group(0, Problem, 0, 0), 1));
        Assert.Empty(guide.Visit(Group(0, Problem, 0, 1), 1));
        Assert.Empty(guide.Visit(Group(0, Problem, 0, 0), 1));
        var due = Assert.Single(guide.Visit(Group(0, Problem, 0, 0, 0), 1));
        Assert.Equal((2, 2, 2), (due.Visits, due.Attempts.Count, due.Calls));
        guide.Take([due], [Record(null)]);
        Assert.Empty(guide.Visit([.. Group(0, Problem, 0, 0), .. Group(1, Problem, 0, 0), .. Group(2, Problem, 0, 0)], 1));
        Assert.Equal(1, guide.State!.Calls);
    }

    [Fact]
    public void Neither_groups_behind_an_intervention_nor_those_that_a_verifier_failed_on_are_visits()
    {
        var guide = new OnlineGuide(Options with { AfterVisits = 1 });
        Assert.Empty(guide.Visit(Group(0, Problem with { Begun = [9] }, 0, 0), 1));
        Assert.Empty(guide.Visit([.. Group(0, Problem, 0, 0).Select(rollout => rollout with { Masked = true })], 1));
        Assert.Equal(0, guide.Stuck);
    }

    [Fact]
    public void No_more_calls_are_given_out_than_may_be_made()
    {
        var guide = new OnlineGuide(Options with { AfterVisits = 1, AtMost = 3 });
        var due = guide.Visit(
            [.. Group(0, new RlProblem("a", [1]), 0, 0), .. Group(1, new RlProblem("b", [1]), 0, 0), .. Group(2, new RlProblem("c", [1]), 0, 0)], 1);
        Assert.Equal([("a", 2), ("b", 1)], due.Select(one => (one.Problem.Id, one.Calls)));
    }

    [Fact]
    public void Every_second_visit_begins_behind_an_accepted_intervention_and_others_do_not()
    {
        var guide = Accepted(OnlineUse.StartState);
        Assert.Equal([1, 2, 7, 8], guide.Show(Problem, 0, 0).PromptIds);
        Assert.Equal([7, 8], guide.Show(Problem, 0, 0).Begun!);
        Assert.Same(Problem, guide.Show(Problem, 1, 0));
        Assert.Null(guide.Show(new RlProblem("q", [1]), 0, 0).Begun);
        Assert.Empty(guide.Terms(0));
        var term = Accepted(OnlineUse.SftTerm);
        Assert.Same(Problem, term.Show(Problem, 0, 0));
        Assert.Equal([7, 8], Assert.Single(term.Terms(5)).Tokens);
    }

    [Fact]
    public void A_guide_goes_on_where_its_state_was()
    {
        var guide = Accepted(OnlineUse.StartState);
        guide.Visit(Group(0, Problem, 0, 0), 1);
        var again = new OnlineGuide(Options with { AtMostPerProblem = 2 }, guide.State);
        Assert.Equal(guide.State!.Waiting, again.State!.Waiting);
        Assert.Single(again.Visit(Group(0, Problem, 0, 0), 1));
        Assert.Equal([7, 8], again.Show(Problem, 2, 0).Begun!);
        Assert.Null(new OnlineGuide(null).State);
    }

    private static OnlineGuide Accepted(OnlineUse use)
    {
        var guide = new OnlineGuide(Options with { As = use });
        guide.Take([new OnlineCase(Problem, 2, [], 1)], [Record(0)]);
        return guide;
    }

    private static OnlineRecord Record(int? accepted) => new()
    {
        Step = 3,
        ProblemId = "p",
        Sample = 0,
        Visits = 2,
        Oracle = "o",
        Attempt = Completion(0),
        Reply = new OracleReply(),
        Proposals =
        [
            new Correction
            {
                ProblemId = "p", Sample = 0, Number = 0, Oracle = "o", Content = "c", Location = 2, PrefixIds = [7], InterventionIds = [8],
                WrongStepIds = [9],
            },
        ],
        Trials = [],
        Accepted = accepted,
    };

    private static RlRollout[] Group(int group, RlProblem problem, params double[] rewards) =>
    [
        .. rewards.Select((reward, i) => new RlRollout
        {
            Problem = problem, Group = group, Score = reward, Reward = reward, Verdict = "", WeightVersion = "w", Masked = false,
            Completion = Completion(i),
        }),
    ];

    private static Completion Completion(int sample) =>
        new() { Sample = sample, TokenIds = [1], SamplerLogProbs = [0], FinishReason = FinishReason.Stop };
}
