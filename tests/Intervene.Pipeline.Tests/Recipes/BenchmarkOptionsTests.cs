using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;

namespace Intervene.Pipeline.Tests.Recipes;

public sealed class BenchmarkOptionsTests
{
    private static RunOptions Parse(string yaml, params string[] overrides) => OptionsYaml.Parse<RunOptions>(yaml, "recipe", overrides);

    [Theory]
    [InlineData("benchmarks: [{ name: a, samples: 4 }]", "a has 4 samples a problem, and pass@8 needs")]
    [InlineData("benchmarks: [{ name: a, k: [64] }]", "a has 32 samples a problem, and pass@64 needs")]
    [InlineData("benchmarks: [{ name: a, k: [0] }]", "pass@0 needs")]
    [InlineData("benchmarks: [{ name: a, k: [] }]", "k is empty")]
    [InlineData("benchmarks: [{ name: a }, { name: A }]", "2 benchmarks have the name")]
    [InlineData("benchmarks: [{ name: a/b }]", "names no folder")]
    [InlineData("benchmarks: [{ name: a, path: x, problems: { kind: chains } }]", "exclude each other")]
    [InlineData("evaluate: { decoding: greedy }", "expected one of int-paper-e3, int-paper-qwen3")]
    public void What_could_not_be_measured_is_refused_before_any_work(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<InterveneException>(() => Parse(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_benchmark_is_sampled_as_the_papers_evaluations_are_where_the_recipe_says_so()
    {
        var options = Parse("benchmarks: [{ name: a, max_tokens: 9 }, { name: b }]\nevaluate: { decoding: int-paper-qwen3 }");
        Assert.Equal(
            new[] { 9, 32768 }.Select(most => new SamplingOptions { Temperature = 0.7, TopP = 0.8, TopK = 20, MaxTokens = most }),
            options.Benchmarks.Select(options.Evaluate.SamplingOf));
        Assert.Equal(options.Evaluate.Sampling, new EvaluateOptions().SamplingOf(options.Benchmarks[1]));
    }

    [Fact]
    public void Another_benchmark_beside_it_changes_no_stage_of_a_benchmark()
    {
        const string Chains = "problems: { kind: chains, seed: 5 }";
        var one = Parse($"benchmarks: [{{ name: b, {Chains} }}]");
        var two = Parse($"benchmarks: [{{ name: a, {Chains}, samples: 40 }}, {{ name: b, {Chains} }}]");
        foreach (var name in new[] { "benchmark/b", "benchmark/b/base", "benchmark/b/int", "evaluate/int", "mine" })
        {
            Assert.Equal(Chosen(one, name), Chosen(two, name));
        }

        var more = two with { Benchmarks = [two.Benchmarks[0] with { Samples = 41 }] };
        Assert.NotEqual(Chosen(two, "benchmark/a/base"), Chosen(more, "benchmark/a/base"));

        static IReadOnlyDictionary<string, string> Chosen(RunOptions options, string name)
        {
            var stage = StageList.Of(options).Single(stage => stage.Name == name);
            return new StageOptions(options).Under(stage.Options, stage.Ignored);
        }
    }
}
