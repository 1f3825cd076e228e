using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Tests;

namespace Intervene.Pipeline.Tests.Recipes;

/// <summary>Whatever a recipe says, it is read or its faults are named.</summary>
public class RecipeFuzzTests
{
    private static readonly string[] Seeds =
    [
        "seed: 3\nmodel: models/chains\nproblems:\n  - { kind: chains, hard: 14, easy: 6 }\nmine: { attempts: 4, train_problems: 8, sampling: { " +
        "max_tokens: 160 } }\n",
        "model: m\nprompt: { kind: chat, user_template: \"{question}\\n\", system: null }\nrl:\n  preset: grpo\n  steps: 3\n  optimizer: { " +
        "learning_rate: 1e-4, schedule: constant }\n",
        "arms:\n  - { name: int, examples: interventions }\n  - name: rl\n    examples: none\n    sft: &a { epochs: 2 }\nevaluate: { samples: 4, " +
        "k: [1, 2, 4] }\n",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "'", ":", ": ", "- ", "? ", "& ", "&a ", "*a", "!!binary ", "! ", "|",
        ">", "|+2\n", "#", "%YAML 1.1\n", "---\n", "...\n", "<<: ", "~", "null", "\t", "\r", "\0", "\u0007", "\u202e", "\ud83d", "\\ud83d", "\\x",
        "-1", "1e999", "99999999999999999999", ".nan", "0x1F",
        "kind", "preset", "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "\n", "\n  ", ",", "@", "`",
    ];

    [Fact]
    public void Mutated_recipes_are_read_or_their_faults_are_named()
    {
        foreach (var text in Fuzzing.Of(Seeds, Pieces))
        {
            try
            {
                Assert.NotNull(OptionsYaml.Parse<RunOptions>(text, "recipe.yaml", []));
                Assert.NotNull(OptionsYaml.Parse<RunOptions>("model: m", "recipe.yaml", [text]));
            }
            catch (InterveneException fault)
            {
                Assert.NotEmpty(fault.Message);
            }
            catch (Exception fault)
            {
                Assert.Fail($"{fault.GetType().Name} for {text}\n{fault}");
            }
        }
    }

    [Theory]
    [InlineData("a: &a [*a]", "the alias *a stands within what it names")]
    [InlineData("a: *b", "the alias *b stands within what it names, or before it")]
    [InlineData("seed: 1\0", "a NUL stands there")]
    [InlineData("seed: 1\nmine: { attempts: 2\nrl: { steps: 3 }\n", "recipe.yaml")]
    public void Texts_that_no_reader_ends_with_are_refused(string text, string because) => Refused(text, because);

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
