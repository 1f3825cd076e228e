using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Stages;
using Intervene.Tests.Files;

namespace Intervene.Pipeline.Tests.Stages;

/// <summary>What the warm-up trains on, and what it must not.</summary>
public sealed class WarmUpTextsTests : IDisposable
{
    private const string Twin = "Ann has 12 red pens and 7 blue pens in her bag today and sells three of them to Bob . How many are left ?";

    private readonly TempFolder _folder = new();

    [Fact]
    public void What_shares_words_with_the_run_with_what_is_held_out_or_with_what_is_measured_is_left_out_and_counted()
    {
        var texts = WarmUpTexts.Of(Options($$"""
            problems: { kind: file, path: '{{Rows("run.jsonl", (Twin, "16", "12+7-3 = 16"))}}' }
            decontaminate: { against: { path: '{{Rows("against.jsonl", ("How many legs have two cats and three dogs ?", "20", ""))}}' } }
            benchmarks: [{ name: own, path: '{{Rows("benchmark.jsonl", ("In a benchmark ?", "1", ""))}}' }]
            warm_up:
              data:
                path: '{{Rows("data.jsonl",
                    ("Listen : " + Twin.Replace("Bob", "Joe", StringComparison.Ordinal), "16", "12 + 7 = 19\\n19 - 3 = 16"),
                    ("how many legs have 2 cats ?", "8", "4 * 2 = 8"), ("HOW MANY legs have two cats and three dogs?", "20", "8 + 12 = 20"),
                    ("Held out ?", "1", "0 + 1 = 1"), ("Measured ?", "2", "1 + 1 = 2"), ("in a benchmark?", "1", "0 + 1 = 1"),
                    ("Fine ?", "3", "1 + 2 = 3"), ("Bare ?", "4", ""))}}'
              held_out: { path: '{{Rows("held.jsonl", ("held out ?", "1", ""))}}' }
              measure: { data: { path: '{{Rows("measured.jsonl", ("Measured?", "2", ""))}}' } }
              renderings: 3
            """));
        Assert.Equal(5, texts.Dropped.CountOf(WarmUpTexts.Contaminated));
        Assert.Equal(["Fine ?", "Fine ?", "Fine ?", "how many legs have 2 cats ?"], texts.Texts.Select(text => text.Question).Distinct()
            .SelectMany(question => Enumerable.Repeat(question, question == "Fine ?" ? 3 : 1)).Order(StringComparer.Ordinal));
        Assert.Equal((6, 2, 1), (texts.Texts.Count, texts.Problems, texts.WithoutSolution));
        Assert.Contains("5 left out, contaminated", string.Join(' ', texts.Complaints()), StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_words_alike_whatever_the_seed_of_the_run_and_another_words_otherwise()
    {
        var file = Rows("data.jsonl", [.. Enumerable.Range(0, 20).Select(i => ($"What is {i} and 1 ?", $"{i + 1}", $"{i} + 1 = {i + 1}"))]);
        Assert.Equal(Texts(1, 1), Texts(2, 1));
        Assert.NotEqual(Texts(1, 1), Texts(1, 2));

        IEnumerable<string> Texts(int seed, int own) => WarmUpTexts.Of(Options(
            $"seed: {seed}\nproblems: {{ kind: chains, hard: 1, easy: 0 }}\nwarm_up: {{ data: {{ path: '{file}' }}, seed: {own} }}\n")).Texts
            .Select(text => text.Text);
    }

    [Fact]
    public void A_warm_up_without_a_text_is_refused()
    {
        var file = Rows("bare.jsonl", ("Bare ?", "4", ""));
        var options = Options($"problems: {{ kind: chains, hard: 1, easy: 0 }}\nwarm_up: {{ data: {{ path: '{file}' }} }}\n");
        Assert.StartsWith("warm_up.data gives nothing to train on: 1 problems have no worked solution.",
            Assert.Throws<InterveneException>(() => WarmUpTexts.Of(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: []", "warm_up: data is empty: expected at least one file.")]
    [InlineData("data: { path: a }, answers: [nothing]", "warm_up: answers: expected at least one wording, and {answer} once in each.")]
    [InlineData("data: { path: a }, answers: ['{answer} {answer}']", "warm_up: answers: expected at least one wording, and {answer} once in each.")]
    [InlineData("data: { path: a }, calculations: []", "warm_up: calculations: expected at least one wording, and {calculation} once in each.")]
    [InlineData("data: { path: a }, cache: ''", "warm_up: cache is empty; null makes every run its own.")]
    [InlineData("data: { path: a, steps: [0] }", "warm_up.data.0: steps has 0: expected numbers of at least 1.")]
    [InlineData("data: { path: a }, measure: { data: [] }", "warm_up.measure: data is empty: expected at least one file.")]
    [InlineData("sft: { epochs: 2 }", "warm_up.data is missing")]
    public void Options_that_cannot_be_are_explained(string warmUp, string expected) => Refused($"warm_up: {{ {warmUp} }}\n", expected);

    [Theory]
    [InlineData("engine: { kind: vllm, endpoints: ['http://localhost:1/v1'] }")]
    [InlineData("filter: { engine: { kind: vllm, endpoints: ['http://localhost:1/v1'] } }")]
    public void Servers_have_no_model_that_a_run_makes(string engine) =>
        Refused($"warm_up: {{ data: {{ path: a }} }}\n{engine}\n", "warm_up makes the base model in this run, and the servers of an engine have");

    public void Dispose() => _folder.Dispose();

    private static void Refused(string yaml, string expected) =>
        Assert.Contains(expected, Assert.Throws<InterveneException>(() => Options(yaml)).Message, StringComparison.Ordinal);

    private static RunOptions Options(string yaml) => OptionsYaml.Parse<RunOptions>(yaml, "recipe", []);

    private string Rows(string name, params (string Question, string Answer, string Solution)[] rows)
    {
        var path = _folder[name];
        File.WriteAllLines(path, rows.Select(row => $$"""{"question":"{{row.Question}}","answer":"{{row.Answer}}","solution":"{{row.Solution}}"}"""));
        return path;
    }
}
