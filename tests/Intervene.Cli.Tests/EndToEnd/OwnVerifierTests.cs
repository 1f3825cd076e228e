using System.Text.Json.Nodes;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>A run whose recipe brings its own verifier.</summary>
public class OwnVerifierTests
{
    private const string Recipe =
        """
        seed: 3
        model: models/chains
        problems: [{ kind: chains, hard: 10, easy: 4 }]
        mine: { attempts: 3, train_problems: 8, held_out_problems: 0, easy_problems: 3, sampling: { max_tokens: 160 } }
        """;

    private const string Id = @"""id"":""\([^""]*\)"".*";

    [Fact]
    public void It_gives_the_programs_own_rewards_where_it_asks_the_same()
    {
        using var own = new TinyRun(Recipe);
        using var command = new TinyRun(Recipe + $"\nverifier: {{ kind: command, processes: 2, run: [sed, -u, '{Script("never")}'] }}");
        Assert.All([own, command], run => Assert.Equal(0, ProgramProcess.Run(run.Command("mine")).Code));
        Assert.Equal(Rewards(own), Rewards(command));
        Assert.Contains(1.0, Rewards(command).Values);
    }

    [Fact]
    public void What_it_cannot_grade_is_a_named_verdict_and_makes_no_problem_hard()
    {
        using var run = new TinyRun(Recipe + $"\nverifier: {{ kind: command, run: [sed, -u, '{Script("00003\"")}'] }}");
        var (code, _, errors) = ProgramProcess.Run(run.Command("mine"));
        Assert.True(code == 0, errors);
        var samples = Lines(run, "01-samples.jsonl");
        var ungraded = samples.Where(sample => sample["reward"] is null).ToList();
        Assert.NotEmpty(ungraded);
        Assert.All(
            samples, sample => Assert.Equal(((string)sample["problem_id"]!).EndsWith("00003", StringComparison.Ordinal), sample["reward"] is null));
        Assert.All(ungraded, sample => Assert.Equal("verifier_unreadable", (string)sample["verdict"]!));
        Assert.All(
            Lines(run, "01-problems.jsonl")
                .Where(problem => ((string)problem["problem"]!["id"]!).EndsWith("00003", StringComparison.Ordinal)), problem =>
        {
            Assert.Equal((0, 3), ((int)problem["attempts"]!, (int)problem["verdicts"]!["verifier_unreadable"]!));
            Assert.Null(problem["split"]);
        });
    }

    [Theory]
    [InlineData("verifier: { kind: command, run: [intervene-no-such-program] }", "cannot be started")]
    [InlineData("verifier: { kind: command, run: ['false'] }", "before it graded a row")]
    [InlineData("verifier: { kind: command, run: [] }", "names no program")]
    [InlineData("verifier: { kind: http, url: 'http://127.0.0.1:9/' }", "cannot be reached")]
    [InlineData("verifier: { kind: http, url: nowhere }", "is no address")]
    [InlineData("verifier: lenient", "expected")]
    public void One_that_is_none_is_one_message(string verifier, string part)
    {
        using var run = new TinyRun(Recipe + "\n" + verifier);
        var (code, _, errors) = InProcess.Run(run.Command("mine"));
        Assert.Equal(1, code);
        Assert.Contains(part, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    /// <summary>A script for sed: rows with a text in their id get nonsense; a box with the gold in it is correct, another wrong.</summary>
    private static string Script(string broken) =>
        $$$"""/{{{broken}}}/{s/.*/nonsense/;b};/"gold":"\([^"]""" +
        $$$"""*\)".*boxed{\1}/{s/.*{{{Id}}}/{"id":"\1","reward":1,"verdict":"correct"}/;b};s/.*{{{Id}}}/{"id":"\1","reward":0,"verdict":"wrong"}/""";

    private static SortedDictionary<string, double> Rewards(TinyRun run) =>
        new(Lines(run, "01-samples.jsonl").ToDictionary(sample => $"{sample["problem_id"]}/{sample["sample"]}", sample => (double)sample["reward"]!),
            StringComparer.Ordinal);

    private static List<JsonNode> Lines(TinyRun run, string artifact) =>
        [.. File.ReadLines(run.InRun(artifact)).Select(line => JsonNode.Parse(line)!)];
}
