using System.Text.Json.Nodes;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>The demo with each oracle, on a few problems of the embedded world.</summary>
public sealed class OracleRunTests : IDisposable
{
    private static readonly string[] Small =
    [
        "problems={ kind: chains, hard: 10, easy: 4 }", "mine.attempts=4", "mine.train_problems=6", "mine.held_out_problems=2",
        "mine.easy_problems=2", "rollout.samples=2", "filter.samples=4", "sft.epochs=1", "rl.steps=1", "rl.batch_size=2",
        "rl.mini_batch_size=2", "rl.group_size=2", "evaluate.samples=2", "evaluate.k=[1, 2]", "arms=[{ name: int, examples: interventions }]",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-oracles-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Arithmetic_needs_no_reference_and_its_steps_work_and_a_file_of_them_makes_the_same_run()
    {
        Demo("a", "arithmetic");
        var funnel = Funnel("a");
        Assert.True((int)funnel["working"]! > 0, funnel.ToJsonString());
        Assert.All(Replies("a"), reply => Assert.Equal("arithmetic", (string?)reply["oracle"]));

        var proposals = Path.Combine(_folder, "proposals.jsonl");
        File.WriteAllLines(proposals, Replies("a").Where(reply => reply["reply"]!["proposals"]!.AsArray().Count > 0).Select(reply => new JsonObject
        {
            ["id"] = $"{reply["problem_id"]}/{reply["sample"]}",
            ["error_location"] = reply["reply"]!["error_location"]!.DeepClone(),
            ["proposals"] = reply["reply"]!["proposals"]!.DeepClone(),
        }.ToJsonString()));
        Demo("f", "file", "--proposals", proposals);
        Assert.Equal(File.ReadAllText(Path.Combine(At("a"), "05-guided.jsonl")), File.ReadAllText(Path.Combine(At("f"), "05-guided.jsonl")));
        Assert.All(Replies("f"), reply => Assert.Equal("file", (string?)reply["oracle"]));
    }

    [Fact]
    public void The_reference_is_the_default_and_its_interventions_can_be_looked_at()
    {
        Demo("r", "reference");
        Assert.True((int)Funnel("r")["working"]! > 0);
        Assert.Equal(7, Directory.GetFiles(Path.Combine(At("r"), "tables"), "*.csv").Count(file =>
            Path.GetFileNameWithoutExtension(file) is "error-places" or "lengths" or "costs" or "likelihoods" or "summary" or "stages" or "funnel"));

        var (code, output, errors) = ProgramProcess.Run("analyze", At("r"), "--nll", "--texts", "3");
        Assert.True(code == 0, errors);
        Assert.Contains("texts scored", errors, StringComparison.Ordinal);
        Assert.Matches("reference solutions \\| 3 \\| [0-9]+ \\| [0-9.]+ \\[", output);
        Assert.True(File.Exists(Path.Combine(At("r"), "figures", "likelihoods.svg")));
        Assert.DoesNotContain("texts scored", InProcess.Run("analyze", At("r"), "--nll", "--texts", "3").Errors, StringComparison.Ordinal);
        Assert.Contains("propose.oracle has none", InProcess.Run("analyze", At("r"), "--categories").Errors, StringComparison.Ordinal);

        var correction = File.ReadLines(Path.Combine(At("r"), "04-interventions.jsonl")).Select(line => JsonNode.Parse(line)!)
            .First(proposal => (string?)proposal["kind"] == "correction");
        var id = $"{correction["problem_id"]}/{correction["sample"]}";
        var wide = ProgramProcess.Run("show", At("r"), id, "--width", "100").Output;
        Assert.All(wide.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
        Assert.Equal((int)correction["location"]! > 1, wide.Contains("(the same)", StringComparison.Ordinal));
        Assert.Contains((string)correction["content"]!, wide, StringComparison.Ordinal);
        Assert.All(
            InProcess.Run("show", At("r"), id + "/0", "--width", "40").Output.Split('\n'),
            line => Assert.True(line.TrimEnd().Length <= 40, line));
        Assert.Contains("has no intervention 9", InProcess.Run("show", At("r"), id + "/9").Errors, StringComparison.Ordinal);
        Assert.Contains("there is no attempt x/0", InProcess.Run("show", At("r"), "x/0").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_writes_no_proposal_is_counted_by_reason_and_the_run_ends()
    {
        Demo("s", "self");
        var funnel = Funnel("s");
        Assert.Equal((0, 0), ((int)funnel["proposed"]!, (int)funnel["kept"]!));
        Assert.Equal((int)funnel["asked"]!, funnel["refusals"]!.AsArray().Sum(refusal => (int)refusal!["count"]!));
        Assert.All(Replies("s"), reply => Assert.NotNull(reply["reply"]!["prompt_hash"]));
    }

    [Fact]
    public void What_does_not_go_together_is_said()
    {
        Assert.Contains("--proposals is missing", ProgramProcess.Run("demo", "--oracle", "file", "--out", At("x")).Errors, StringComparison.Ordinal);
        Assert.Contains(
            "goes with --oracle file", InProcess.Run("demo", "--oracle", "self", "--proposals", "p", "--out", At("x")).Errors,
            StringComparison.Ordinal);
        Assert.Contains("oracle", InProcess.Run("demo", "--oracle", "guess", "--out", At("x")).Errors, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Demo(string name, string oracle, params string[] more)
    {
        var (code, _, errors) = ProgramProcess.Run(["demo", "--quick", "--oracle", oracle, .. more, "--out", At(name), .. Small]);
        Assert.True(code == 0, errors);
        Assert.True(File.Exists(Path.Combine(At(name), "09-report.html")));
    }

    private JsonObject Funnel(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(At(name), "05-funnel.json")))!.AsObject();

    private IReadOnlyList<JsonNode> Replies(string name) =>
        [.. File.ReadLines(Path.Combine(At(name), "04-replies.jsonl")).Select(line => JsonNode.Parse(line)!)];
}
