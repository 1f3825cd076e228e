using Intervene.Completions;
using Intervene.Memorisation;
using Intervene.Steps;

namespace Intervene.Tests.Memorisation;

public class MemorisationTests
{
    [Fact]
    public void The_longest_shared_part_is_that_of_looking_at_all_parts()
    {
        var key = RandomKey.Of(1, "memorisation", "");
        for (var run = 0; run < 300; run++)
        {
            var texts = Enumerable.Range(0, 1 + (run % 4)).Select(text => Random(run, text, (run * 7 % 23) + text)).ToList();
            var asked = Random(run, 9, run * 5 % 31);
            var automaton = new SuffixAutomaton();
            Assert.All(texts, text => Assert.True(automaton.Add(text)));
            var found = automaton.Longest(asked);
            Assert.Equal(Longest(texts, asked), found.Length);
            if (found.Length > 0)
            {
                Assert.Contains(string.Join(' ', asked[found.Start..(found.Start + found.Length)]) + " ", string.Join(' ', texts[found.Text]) + " ",
                    StringComparison.Ordinal);
            }
        }

        int[] Random(int run, int text, int length) =>
            [.. Enumerable.Range(0, length).Select(i => (int)(key.Uniform((run * 10) + text, i) * (2 + (run % 3))))];

        static int Longest(IReadOnlyList<int[]> texts, int[] asked)
        {
            var best = 0;
            foreach (var text in texts)
            {
                for (var i = 0; i < text.Length; i++)
                {
                    for (var j = 0; j < asked.Length; j++)
                    {
                        var length = 0;
                        while (i + length < text.Length && j + length < asked.Length && text[i + length] == asked[j + length])
                        {
                            length++;
                        }

                        best = Math.Max(best, length);
                    }
                }
            }

            return best;
        }
    }

    [Fact]
    public void Parts_do_not_reach_over_the_end_of_a_text_and_what_is_too_long_is_refused()
    {
        var automaton = new SuffixAutomaton();
        automaton.Add([1, 2]);
        automaton.Add([3, 4]);
        Assert.Equal(new SharedPart(0, 2, 0), automaton.Longest([1, 2, 3, 4]));
        Assert.Equal(new SharedPart(0, 0, -1), automaton.Longest([9]));
        Assert.Equal(0, new SuffixAutomaton().Longest([1]).Length);
        Assert.False(automaton.Add(new int[SuffixAutomaton.MostSymbols]));
        Assert.Equal(2, automaton.Texts);
    }

    [Fact]
    public void Texts_are_found_wherever_they_stand()
    {
        var key = RandomKey.Of(2, "memorisation", "");
        for (var run = 0; run < 300; run++)
        {
            string[] texts = [.. Enumerable.Range(0, run % 6).Select(text => Letters(run, text, (run + text) % 5)).Distinct()];
            var asked = Letters(run, 20, run % 17);
            var found = new TextSet(texts).In(asked);
            Assert.Equal(texts.Any(text => text.Length > 0 && asked.Contains(text, StringComparison.Ordinal)), found.Count > 0);
            Assert.All(found, number => Assert.Contains(texts[number], asked, StringComparison.Ordinal));
        }

        string Letters(int run, int text, int length) =>
            string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (int)(key.Uniform((run * 32) + text, i) * 2))));
    }

    [Theory]
    [InlineData("213 = 200 + 10 + 3", "213=200+10+3")]
    [InlineData("$\\left( X \\right)\\,$", "(x)")]
    [InlineData("**Öl** `= 3`", "öl=3")]
    [InlineData("58 *4 - 19", "58*4-19")] // a product is no emphasis
    [InlineData("", "")]
    public void Normal_form_leaves_out_what_writings_differ_in(string text, string expected) => Assert.Equal(expected, NormalText.Of(text));

    [Fact]
    public void Interventions_are_found_as_written_in_normal_form_and_told_by_their_problem()
    {
        var steps = new TrainedSteps([("p", "213=200+10+3"), ("q", "213 = 200 + 10 + 3"), ("q", "7*8=56"), ("r", "=3")]);
        Assert.Equal((3, 1), (steps.Count, steps.TooShort));
        Assert.Equal(new ContainedSteps(true, true, false), steps.In("p", "so\n\n213=200+10+3\n\n200*4"));
        Assert.Equal(new ContainedSteps(false, true, true), steps.In("p", "7 * 8 = 56"));
        Assert.Equal(new ContainedSteps(false, false, false), steps.In("p", "7*8=5"));
    }

    [Fact]
    public void Shares_are_of_problems()
    {
        var none = new ContainedSteps(false, false, false);
        var contained = Containment.Of([[none, new(false, true, false)], [none], [new(true, true, true)], [none]], seed: 1);
        Assert.Equal(4, contained.Solved);
        Assert.Equal((0.25, 0.5, 0.25), (contained.Exact.Value, contained.Normalised.Value, contained.OfOthers.Value));
        Assert.Equal(0.375, contained.OfSamples.Value);
        Assert.InRange(contained.Normalised.Interval.Low, 0.1, 0.2);
        Assert.True(double.IsNaN(Containment.Of([], 1).Exact.Value));
    }

    [Fact]
    public void Traces_part_at_a_token_and_its_step()
    {
        Step[] steps =
        [
            new() { Number = 1, Text = "a", TokenStart = 0, TokenEnd = 2 }, new() { Number = 2, Text = "b", TokenStart = 2, TokenEnd = 4 },
        ];
        Assert.Equal(new Parting(2, 2, false), Parting.Of([1, 2, 3, 4], [1, 2, 9], steps));
        Assert.Equal(new Parting(0, 1, false), Parting.Of([1, 2, 3, 4], [], steps));
        Assert.Equal(new Parting(4, 3, true), Parting.Of([1, 2, 3, 4], [1, 2, 3, 4], steps));
        Assert.Equal(new Parting(0, 1, true), Parting.Of([], [], []));
    }
}
