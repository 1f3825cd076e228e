using System.Text.Json.Nodes;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>The oracle that asks the policy itself, with the embedded model: in a run, killed and taken up, and over labelled attempts.</summary>
public sealed class RolloutsRunTests : IDisposable
{
    private const string Recipe =
        """
        seed: 3
        model: models/chains
        problems:
          - { kind: chains, hard: 4, easy: 40 }
        mine: { attempts: 1, train_problems: 8, held_out_problems: 1, easy_problems: 1, easy_threshold: 0.5, sampling: { max_tokens: 160 } }
        rollout: { samples: 2, sampling: { max_tokens: 160 } }
        propose:
          oracle: [{ kind: reference }, { kind: rollouts, samples: 16, sampling: { max_tokens: 160 } }]
          max_per_problem: 2
        """;

    private readonly TinyRun _tiny = new(Recipe);

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void It_names_places_where_success_is_lost_abstains_where_there_is_none_and_a_killed_run_goes_on()
    {
        foreach (var verb in (string[])["mine", "rollout", "split"])
        {
            Assert.Equal(0, ProgramProcess.Run(_tiny.Command(verb)).Code);
        }

        using (var program = ProgramProcess.Start(_tiny.Command("propose")))
        {
            var partial = _tiny.InRun("04-replies.jsonl.partial");
            program.Until(() => File.Exists(partial) && new FileInfo(partial).Length > 2000);
            program.Kill();
        }

        var (code, output, errors) = ProgramProcess.Run(_tiny.Command("propose"));
        Assert.True(code == 0, errors);
        Assert.Contains("propose", output, StringComparison.Ordinal);
        var replies = File.ReadLines(_tiny.InRun("04-replies.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        var rollouts = replies.Where(reply => (string?)reply["oracle"] == "rollouts").ToDictionary(KeyOf, reply => reply["reply"]!);
        var reference = replies.Where(reply => (string?)reply["oracle"] == "reference").ToDictionary(KeyOf, reply => reply["reply"]!);
        Assert.All(rollouts.Values, reply => Assert.True((int)reply["usage"]!["output_tokens"]! > 0));
        Assert.All(rollouts.Values, reply => Assert.Equal("abstained", (string?)reply["refusal"]));
        var placed = rollouts.Where(pair => pair.Value["error_location"] is not null).ToList();
        Assert.NotEmpty(placed);
        Assert.All(placed, pair => Assert.Equal((int)reference[pair.Key]["error_location"]!, (int)pair.Value["error_location"]!));
        Assert.Contains(rollouts.Values, reply => ((string)reply["detail"]!).Contains("no step can have cost success", StringComparison.Ordinal));

        using var whole = new TinyRun(Recipe);
        whole.CopyBefore("propose", _tiny);
        Assert.Equal(0, ProgramProcess.Run(whole.Command("propose")).Code);
        Assert.Equal(File.ReadAllText(whole.InRun("04-replies.jsonl")), File.ReadAllText(_tiny.InRun("04-replies.jsonl")));

        static string KeyOf(JsonNode reply) => $"{reply["problem_id"]}/{reply["sample"]}";
    }

    [Fact]
    public void Labelled_attempts_are_located_by_a_recipes_policy()
    {
        File.WriteAllText(_tiny.At("rows.jsonl"), """
            {"id":"sum","problem":"12 *3 +5 -9","answer":"32","steps":["12*3=36","36+5=44","44-9=35","\\boxed{35}"],"label":1}
            {"id":"last","problem":"58 +31 *4","answer":"356","steps":["58+31=89","89*4=356","\\boxed{365}"],"label":2}
            {"id":"gap","problem":"71 *3 *7","answer":"1491","steps":["71*3=213","213*7=1000","\\boxed{1000}"],"label":1}
            {"id":"right","problem":"12 *3 +5","answer":"41","steps":["12*3=36","36+5=41","\\boxed{41}"],"label":-1}
            """);
        File.WriteAllText(_tiny.At("ask.yaml"), """
            model: models/chains
            propose: { oracle: { kind: rollouts, samples: 8, sampling: { max_tokens: 96 } } }
            """);
        var (code, output, errors) = ProgramProcess.Run("locate", "--oracle", "rollouts", "--recipe", _tiny.At("ask.yaml"),
            "--in", _tiny.At("rows.jsonl"), "--out", _tiny.At("out.jsonl"));
        Assert.True(code == 0, errors);
        var places = File.ReadLines(_tiny.At("out.jsonl")).Select(line => (int?)JsonNode.Parse(line)!["location"]).ToArray();
        Assert.Equal([2, 3, null, null], places);
        Assert.Contains("abstained 1, correct_attempt 1", output, StringComparison.Ordinal);
    }
}
