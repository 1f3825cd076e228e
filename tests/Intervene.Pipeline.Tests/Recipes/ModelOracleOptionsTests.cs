using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Tests.Recipes;

public class ModelOracleOptionsTests
{
    private const string Llm = """
        propose:
          oracle:
            - kind: llm
              protocol: anthropic
              endpoint: https://api.example.com
              model: big-1
              api_key_env: SOME_KEY
              sampling: { temperature: 0.7, max_tokens: 5 }
              body: { reasoning_effort: high, thinking: { type: enabled, budget: 1024 }, tags: [a, "1", 1, 2.5, true, null] }
              price: { input: 1.25, output: 10 }
              budget: { dollars: 5, calls: 100 }
            - { kind: self, replies: 4 }
        """;

    [Fact]
    public void A_model_is_read_with_its_fields_as_they_are_written_and_comes_back()
    {
        var options = OptionsYaml.Parse<RunOptions>(Llm, "r.yaml", []);
        var llm = Assert.IsType<LlmOracleOptions>(options.Propose.Oracle[0]);
        Assert.Equal("""{"reasoning_effort":"high","thinking":{"type":"enabled","budget":1024},"tags":["a","1",1,2.5,true,null]}""", llm.Body.Json);
        Assert.Equal((OracleProtocol.Anthropic, "big-1", 0.7, 5.0),
            (llm.Protocol, llm.Model, llm.Sampling.Temperature!.Value, llm.Budget.Dollars!.Value));
        Assert.Equal(4, Assert.IsType<SelfOracleOptions>(options.Propose.Oracle[1]).Replies);
        var again = OptionsYaml.Parse<RunOptions>(OptionsYaml.Write(options), "w.yaml", []);
        Assert.Equal(options.Propose.Oracle, again.Propose.Oracle);
    }

    [Theory]
    [InlineData("{ kind: llm, endpoint: http://h, model: m, budget: { dollars: 5 } }", "budget.dollars needs price")]
    [InlineData("{ kind: llm, endpoint: http://h, model: m, api_key_env: sk-123 }", "api_key_env is no name")]
    [InlineData("{ kind: llm, endpoint: http://h, model: m, body: high }", "expected a table of fields")]
    [InlineData("{ kind: llm, endpoint: http://h }", "model is missing")]
    [InlineData("{ kind: llm, protocol: anthropic, endpoint: http://h, model: m, sampling: { min_p: 0.1 } }", "does not carry sampling.min_p")]
    [InlineData("[{ kind: llm, endpoint: http://h, model: m }, { kind: llm, endpoint: http://g, model: m }]", "llm once a model")]
    public void What_cannot_work_is_refused_before_the_run(string oracle, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<InterveneException>(
                () => OptionsYaml.Parse<RunOptions>($"propose: {{ oracle: {oracle} }}", "r.yaml", [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_models_are_asked_side_by_side() =>
        Assert.Equal(
            2, OptionsYaml.Parse<RunOptions>(
                "propose: { oracle: [{ kind: llm, endpoint: http://h, model: m }, { kind: llm, endpoint: http://h, model: n }] }",
                "r.yaml", []).Propose.Oracle.Count);
}
