using Intervene.Completions;
using Intervene.Examples;
using Intervene.Filtering;

namespace Intervene.Tests.Examples;

public sealed class ExampleBuilderTests
{
    [Fact]
    public void Prefix_and_intervention_are_cloned_without_a_stop_token()
    {
        var example = ExampleBuilder.FromIntervention([1, 2], Records.Correction(), "int");
        Assert.Equal(("p", "int", false, 0), (example.ProblemId, example.Arm, example.Terminal, example.LossStart));
        Assert.Equal(Records.Correction().Id, example.Intervention);
        Assert.Equal([1, 2], example.PromptIds);
        Assert.Equal([10, 11, 12, 21, 22], example.TargetIds);
    }

    [Fact]
    public void A_loss_on_the_intervention_alone_starts_after_the_prefix()
    {
        var example = ExampleBuilder.FromIntervention([1, 2], Records.Correction(), "int", interventionOnly: true);
        Assert.Equal([21, 22], example.TargetIds[example.LossStart..]);
    }

    [Fact]
    public void A_suffix_goes_on_to_one_stop_token()
    {
        var guided = Records.Guided(GuidedArm.Intervention, 1);
        int[] expected = [10, 11, 12, 21, 22, 31, 32, 0];
        var example = ExampleBuilder.WithSuffix([1, 2], Records.Correction(), guided, "int", stopId: 0);
        Assert.Equal(expected, example.TargetIds);
        Assert.True(example.Terminal);
        var open = guided with { Completion = guided.Completion with { TokenIds = [31, 32] } };
        Assert.Equal(expected, ExampleBuilder.WithSuffix([1, 2], Records.Correction(), open, "int", stopId: 0).TargetIds);
    }

    [Fact]
    public void A_suffix_that_ends_in_another_stop_token_of_the_model_gets_no_second_one()
    {
        var guided = Records.Guided(GuidedArm.Intervention, 1);
        guided = guided with { Completion = guided.Completion with { TokenIds = [31, 7] } };
        Assert.Equal([31, 7], ExampleBuilder.WithSuffix([1, 2], Records.Correction(), guided, "int", stopId: 0, stops: [0, 7]).TargetIds[^2..]);
        Assert.Equal([31, 7, 0], ExampleBuilder.WithSuffix([1, 2], Records.Correction(), guided, "int", stopId: 0, stops: [0]).TargetIds[^3..]);
    }

    [Fact]
    public void A_suffix_is_correct_finished_and_of_the_same_intervention()
    {
        GuidedRollout[] others =
        [
            Records.Guided(GuidedArm.Intervention, 0), Records.Guided(GuidedArm.Prefix, 1), Records.Guided(GuidedArm.Intervention, 1, "q"),
            Records.Guided(GuidedArm.Intervention, 1, sample: 1),
            Records.Guided(GuidedArm.Intervention, 1, number: 1), Records.Guided(GuidedArm.Intervention, 1, finish: FinishReason.Length),
        ];
        Assert.All(others, guided => Assert.Throws<ArgumentException>(() => ExampleBuilder.WithSuffix([1], Records.Correction(), guided, "int", 0)));
    }

    [Fact]
    public void A_solution_is_encoded_trimmed_and_closed()
    {
        var example = ExampleBuilder.FromSolution("p", [1, 2], "\n ab \n", "distillation", text => [.. text.Select(c => (int)c)], stopId: 0);
        Assert.Equal(['a', 'b', 0], example.TargetIds);
        Assert.Equal((true, 0, "distillation"), (example.Terminal, example.LossStart, example.Arm));
        Assert.Null(example.Intervention);
    }
}
