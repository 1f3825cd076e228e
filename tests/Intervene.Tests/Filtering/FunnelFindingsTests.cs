using Intervene.Filtering;
using Intervene.Interventions;

namespace Intervene.Tests.Filtering;

public sealed class FunnelFindingsTests
{
    private static readonly Funnel Good = new()
    {
        Rollouts = 8,
        Wrong = 6,
        WithReference = 6,
        Asked = 5,
        Proposed = 4,
        Leaking = 0,
        Refusals = [new(RefusalReason.AnswerLeak, 3), new(RefusalReason.NoReference, 2)],
        Sampled = 4,
        Working = 3,
        MinCorrect = 1,
        Kept = 3,
        KeptWithoutSuccess = 0,
        KeptProblems = 3,
        Arms =
        [
            new()
            {
                Arm = GuidedArm.Intervention,
                Problems = 4,
                Solved = 0,
                Rollouts = 128,
                Correct = 0,
                Accuracy = 0,
                Wilson = new(0, 1),
                Bootstrap = new(0, 0),
            },
        ],
        Lifts = [],
        Oracles = [],
        Agreements = [],
        Locations = [],
    };

    private static string Found(Funnel funnel) => string.Join(' ', FunnelFindings.Of(funnel));

    [Fact]
    public void Where_interventions_work_there_is_nothing_to_say() => Assert.Empty(FunnelFindings.Of(Good));

    [Fact]
    public void Interventions_without_a_right_continuation_are_called_so_also_where_they_are_kept() => Assert.Equal(
        "No intervention had a right continuation: 0 of 128 continuations of 4 interventions are right. "
        + "4 of 4 interventions kept have no right continuation: filter.min_correct is 0.",
        Found(Good with { Working = 0, Kept = 4, KeptWithoutSuccess = 4, MinCorrect = 0 }));

    [Fact]
    public void What_stopped_everything_is_named_with_its_counts()
    {
        Assert.Equal("None of 8 rollouts is wrong: there was nothing to correct.", Found(Good with { Wrong = 0 }));
        Assert.Equal(
            "No intervention was proposed for 5 wrong rollouts: answer_leak 3, no_reference 2.",
            Found(Good with { Proposed = 0, Sampled = 0, Working = 0, Kept = 0 }));
        Assert.Contains("none had the 5 that filter.min_correct asks for", Found(Good with { Kept = 0, MinCorrect = 5 }), StringComparison.Ordinal);
        Assert.Contains("2 of 4 interventions state the answer", Found(Good with { Leaking = 2 }), StringComparison.Ordinal);
    }
}
