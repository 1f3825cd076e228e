using System.Text;
using FsCheck.Xunit;
using Intervene.Completions;
using Intervene.Steps;

namespace Intervene.Tests.Steps;

public sealed class StepSplitterTests
{
    private static IReadOnlyList<Step> Split(string[] tokens, FinishReason finish = FinishReason.Length) =>
        StepSplitter.Split([.. Enumerable.Range(0, tokens.Length)], i => Encoding.UTF8.GetBytes(tokens[i]), finish);

    private static string[] Texts(IReadOnlyList<Step> steps) => [.. steps.Select(step => step.Text)];

    [Fact]
    public void A_token_that_straddles_the_separator_belongs_to_the_step_it_ends()
    {
        var steps = Split(["one", ".\n\n", "two", "\n\n", "three", "<eos>"], FinishReason.Stop);
        Assert.Equal(["one.", "two", "three"], Texts(steps));
        Assert.Equal([(0, 2), (2, 4), (4, 5)], steps.Select(step => (step.TokenStart, step.TokenEnd)));
        Assert.Equal([0, 1], StepSplitter.Prefix([0, 1, 2, 3, 4, 5], steps[1]));
    }

    [Fact]
    public void Blank_lines_at_the_ends_and_in_number_make_no_steps()
    {
        var steps = Split(["\n\n", "a", "\n", "\n", "\n\n", "\n", "b", "\n\n"]);
        Assert.Equal(["a", "b"], Texts(steps));
        Assert.Equal([1, 2], steps.Select(step => step.Number));
        Assert.Equal((0, 8), (steps[0].TokenStart, steps[^1].TokenEnd));
    }

    [Fact]
    public void A_single_step_an_empty_and_a_blank_completion_are_handled()
    {
        Assert.Equal(["a b"], Texts(Split(["a", " b"])));
        Assert.Empty(Split([]));
        Assert.Empty(Split(["<eos>"], FinishReason.Stop));
        Assert.Equal((0, 1), (Assert.Single(Split(["\n\n"])).TokenStart, Split(["\n\n"])[0].TokenEnd));
    }

    [Fact]
    public void Characters_may_span_tokens()
    {
        byte[][] tokens = [[0xC3], [0xA9, 0x0A], [0x0A, 0xE4, 0xB8], [0xAD]];
        var steps = StepSplitter.Split([0, 1, 2, 3], i => tokens[i], FinishReason.Length);
        Assert.Equal(3, steps[0].TokenEnd);
        Assert.Equal(2, steps.Count);
    }

    [Property]
    public bool Ranges_lie_side_by_side_and_cover_the_completion(int[] picks)
    {
        string[] pieces = ["\n", "\n\n", ".\n\n", "a", "b c", " ", "\n\nx", "\n\n\n", "é"];
        string[] tokens = [.. picks.Select(pick => pieces[(pick & int.MaxValue) % pieces.Length])];
        var steps = Split(tokens);
        var at = 0;
        foreach (var step in steps)
        {
            if (step.TokenStart != at || step.TokenEnd <= step.TokenStart)
            {
                return false;
            }

            at = step.TokenEnd;
        }

        return at == tokens.Length && steps.Select(step => step.Number).SequenceEqual(Enumerable.Range(1, steps.Count));
    }
}
