using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Stages;
using Intervene.Tests.Files;

namespace Intervene.Pipeline.Tests.Checkers;

/// <summary>What stages depend on of the oracles that they ask, wherever a recipe names them.</summary>
public sealed class AskedOracleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> Places => new()
    {
        { "propose: { oracle: ORACLE }", "propose", "propose.oracle" },
        { "rl: { online: { oracle: ORACLE } }", "rl/int", "rl.online.oracle" },
        { "arms: [{ name: a, rl: { online: { oracle: [arithmetic, ORACLE] } } }]", "rl/a", "arms.a.rl.online.oracle" },
        { "arms: [{ name: a, examples: { kind: oracle_solutions, oracle: ORACLE, prompt: PROMPT } }]", "solutions/a", "arms.a.examples.oracle" },
        { "arms: [{ name: a, examples: { kind: self_refinement, prompt: PROMPT } }]", "solutions/a", "arms.a.examples.oracle" },
        { "mine: { oracle_solvable: { oracle: ORACLE, prompt: PROMPT } }", "mine", "mine.oracle_solvable.oracle" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void The_prompt_of_an_oracle_is_an_input_of_the_stage_that_asks_it(string recipe, string stage, string option)
    {
        Write("Solve {{problem}}.");
        var options = Read(recipe);
        var before = Keys(options);
        Write("Please solve {{problem}}.");
        var changed = Keys(options).Where(key => before[key.Key] != key.Value).Select(key => key.Key).ToList();
        Assert.Contains(stage, changed);
        Assert.DoesNotContain(changed, name => name is "rollout" or "split" || (name == "propose" && stage != "propose"));

        File.Delete(_folder["prompt.txt"]);
        var refused = Assert.Throws<InterveneException>(() => AskedOracle.RequirePrompts(AskedOracle.All(options)));
        Assert.StartsWith($"{option}: its prompt cannot be used.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void What_an_oracle_may_spend_is_no_part_of_the_work(string recipe, string stage, string option)
    {
        Write("Solve {{problem}}.");
        var cheap = Read(recipe, "budget: { tokens: 400 }, concurrency: 2, api_key_env: A");
        Assert.NotEmpty(AskedOracle.All(cheap));
        Assert.Equal(Keys(cheap), Keys(Read(recipe, "budget: { tokens: 40000 }, concurrency: 9, api_key_env: B")));
        if (recipe.Contains("ORACLE", StringComparison.Ordinal))
        {
            Assert.NotEqual(Keys(cheap)[stage], Keys(Read(recipe, "sampling: { temperature: 0.2 }"))[stage]);
        }

        Assert.Contains(AskedOracle.All(cheap), asked => asked.Option == option);
    }

    [Fact]
    public void A_program_that_is_not_there_is_named_by_its_own_option()
    {
        var options = Read("arms: [{ name: a, rl: { online: { oracle: { kind: command, command: [/no/such/program] } } } }]");
        var refused = Assert.Throws<InterveneException>(() => OwnPrograms.Require(AskedOracle.All(options), null));
        Assert.StartsWith("arms.a.rl.online.oracle.command: there is no program '/no/such/program'", refused.Message, StringComparison.Ordinal);
    }

    private void Write(string prompt) => File.WriteAllText(_folder["prompt.txt"], prompt);

    private RunOptions Read(string recipe, string more = "retries: 1")
    {
        File.WriteAllText(_folder["recipe.yaml"], recipe
            .Replace("ORACLE", $"{{ kind: llm, endpoint: \"http://localhost:1/v1\", model: m, prompt: {_folder["prompt.txt"]}, {more} }}",
                StringComparison.Ordinal)
            .Replace("PROMPT", _folder["prompt.txt"], StringComparison.Ordinal));
        Directory.CreateDirectory(_folder["model"]);
        File.WriteAllText(_folder["model/config.json"], "{}"); // which planning only hashes
        return OptionsYaml.Load<RunOptions>(_folder["recipe.yaml"], []) with { Model = _folder["model"] };
    }

    /// <summary>The keys of all stages of a run that has yet to begin, by name.</summary>
    private Dictionary<string, string> Keys(RunOptions options)
    {
        var plan = RunSession.PlanOf(options, _folder["run"]);
        return plan.Stages.ToDictionary(stage => stage.Name, stage => plan.Begin(stage).Key, StringComparer.Ordinal);
    }
}
