using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Tests.Recipes;

/// <summary>What a recipe may ask of its reader is bounded.</summary>
public class RecipeBoundsTests
{
    [Theory]
    [InlineData("a: &a [*a]", "the alias *a stands within what it names")]
    [InlineData("a: *b", "the alias *b stands within what it names, or before it")]
    [InlineData("seed: 1\0", "a NUL stands there")]
    [InlineData("propose:\n oracle: {kind: llm,body: {[1,{}]},{}}", "has a list or a table as a name")]
    [InlineData("seed: 1\nmine: { attempts: 2\nrl: { steps: 3 }\n", "recipe.yaml")]
    public void Texts_that_no_reader_ends_with_are_refused(string text, string because) => Refused(text, because);

    [Theory]
    [InlineData("mixture: { alone: -1 }", "mixture.alone is -1")]
    [InlineData("mixture: { alone: 0, sums: 0, easy: 0, by_parts: 0, gapped: 0 }", "every share is 0")]
    public void Shares_of_a_corpus_are_some_and_none_is_negative(string text, string because) => Assert.Contains(
        because, Assert.Throws<InterveneException>(() => OptionsYaml.Parse<PretrainOptions>(text, "recipe.yaml", [])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Depth_and_what_aliases_unfold_to_are_bounded()
    {
        Refused(new string('[', 100_000), "nested more than");
        Refused("a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 8).Select(i =>
            $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(", ", Enumerable.Repeat($"*{(char)('a' + i - 1)}", 10))}]\n")), "aliases unfolded");
        var plain = OptionsYaml.Parse<RunOptions>(
            "model: m\nsft: &s { epochs: 3 }\narms:\n  - { name: a, examples: interventions, sft: *s }\n", "recipe.yaml", []);
        Assert.Equal(3, plain.Arms[0].Sft!.Epochs);
    }

    [Fact]
    public void Many_unknown_keys_are_counted_and_the_first_are_named()
    {
        var message = Assert.Throws<InterveneException>(() =>
            OptionsYaml.Parse<RunOptions>(
                "model: m\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"key{i}: 1\n")), "recipe.yaml", [])).Message;
        Assert.Contains("500 faults", message, StringComparison.Ordinal);
        Assert.Contains("… and 480 more", message, StringComparison.Ordinal);
    }

    private static void Refused(string text, string because) =>
        Assert.Contains(because, Assert.Throws<InterveneException>(() => OptionsYaml.Parse<RunOptions>(text, "recipe.yaml", [])).Message,
            StringComparison.Ordinal);
}
