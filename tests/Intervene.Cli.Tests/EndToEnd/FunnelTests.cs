using System.Text.Json.Nodes;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>Two oracles through one filter, and what is told where nothing works.</summary>
public sealed class FunnelTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void Oracles_stand_side_by_side_and_locations_are_validated_also_after_a_kill()
    {
        Write("propose: { oracle: [{ kind: reference }, { kind: arithmetic }] }\n", "filter: { samples: 4, validate_location: true, ");
        _tiny.CopyBefore("propose");
        Stages("propose");
        using (var program = ProgramProcess.Start(_tiny.Command("filter")))
        {
            program.Until(() => File.Exists(_tiny.InRun("05-locations.jsonl.partial"))
                && new FileInfo(_tiny.InRun("05-locations.jsonl.partial")).Length > 0);
            program.Kill();
        }

        Stages("filter");
        var funnel = Funnel();
        Assert.Equal(["reference", "arithmetic"], funnel["oracles"]!.AsArray().Select(oracle => (string)oracle!["oracle"]!));
        Assert.All(funnel["oracles"]!.AsArray(), oracle => Assert.True((int)oracle!["located"]! > 0));
        Assert.Equal(
            (int)funnel["kept"]!, funnel["oracles"]!.AsArray().Sum(oracle => (int)oracle!["kept"]!));
        var agreement = Assert.Single(funnel["agreements"]!.AsArray())!;
        Assert.True((int)agreement["attempts"]! >= (int)agreement["both_name"]!);
        Assert.NotEmpty(funnel["locations"]!.AsArray());

        // Every arm of an intervention has as many continuations, and outcomes are what the continuations say.
        var guided = Lines("05-guided.jsonl").GroupBy(line => (Id(line), (string)line["arm"]!))
            .ToDictionary(group => group.Key, group => group.ToList());
        Assert.All(guided.Values, group => Assert.Equal(4, group.Count));
        Assert.All(Lines("05-outcomes.jsonl"), outcome => Assert.All(
            outcome["arms"]!.AsArray(),
            arm => Assert.Equal((int)arm!["correct"]!, guided[(Id(outcome), (string)arm["arm"]!)].Count(line => (double)line["reward"]! > 0))));

        // The places are those of an uninterrupted run.
        var places = File.ReadAllText(_tiny.InRun("05-locations.jsonl"));
        var (code, output, errors) = ProgramProcess.Run(_tiny.Command("filter", null, "filter.min_correct=2"));
        Assert.True(code == 0, errors);
        Assert.Contains("funnel is done anew: filter.min_correct: 1 then, 2 now", output, StringComparison.Ordinal);
        Assert.DoesNotContain("filter is done anew", output, StringComparison.Ordinal);
        File.Delete(_tiny.InRun("05-locations.jsonl"));
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("filter", null, "--redo", "locations")).Code);
        Assert.Equal(places, File.ReadAllText(_tiny.InRun("05-locations.jsonl")));
    }

    [Fact]
    public void A_funnel_without_a_right_continuation_says_so_also_where_everything_is_kept()
    {
        Write("", "filter: { min_correct: 0, samples: 2, sampling: { max_tokens: 2 } } #");
        _tiny.CopyBefore("filter");
        var output = Stages("filter");
        Assert.Contains("No intervention had a right continuation: 0 of ", output, StringComparison.Ordinal);
        Assert.Contains("have no right continuation: filter.min_correct is 0", output, StringComparison.Ordinal);
        Assert.Equal((0, (int)Funnel()["kept"]!), ((int)Funnel()["working"]!, (int)Funnel()["kept_without_success"]!));
    }

    [Fact]
    public void A_run_where_every_step_states_the_answer_is_told_what_became_of_them()
    {
        _tiny.CopyBefore("propose");
        var attempts = Lines("02-rollouts.jsonl").Where(line => (double)line["reward"]! == 0)
            .Select(line => new JsonObject { ["id"] = $"{line["problem_id"]}/{line["completion"]!["sample"]}" }).ToList();
        var answers = Lines("01-problems.jsonl").ToDictionary(line => (string)line["problem"]!["id"]!, line => (string)line["problem"]!["answer"]!);
        foreach (var attempt in attempts)
        {
            var answer = answers[((string)attempt["id"]!).Split('/')[0]];
            attempt["proposals"] = new JsonArray(new JsonObject { ["location"] = 1, ["content"] = $"The answer is {answer}." });
        }

        File.WriteAllLines(_tiny.At("found.jsonl"), attempts.Select(attempt => attempt.ToJsonString()));
        string[] told = [$"propose.oracle={{ kind: file, path: '{_tiny.At("found.jsonl")}' }}"];
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("propose", null, told)).Code);
        var (code, output, errors) = ProgramProcess.Run(_tiny.Command("filter", null, told));
        Assert.True(code == 0, errors);
        Assert.Contains(
            $"No intervention was proposed for {attempts.Count} wrong rollouts: answer_leak {attempts.Count}", output, StringComparison.Ordinal);
        var refusal = Lines("04-interventions.jsonl")[0];
        Assert.Equal(("announced", 1.0), ((string)refusal["leak"]!["rule"]!, (double)refusal["leak"]!["score"]!));

        string[] reported = [.. told, "propose.leak=report"];
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("propose", null, reported)).Code);
        Assert.All(
            Lines("04-interventions.jsonl"), line => Assert.Equal(("correction", 1.0), ((string)line["kind"]!, (double)line["leak"]!["score"]!)));
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("propose", null, [.. told, "propose.leak=off"])).Code);
        Assert.All(Lines("04-interventions.jsonl"), line => Assert.Null(line["leak"]));
    }

    private void Write(string propose, string filter) => File.WriteAllText(
        _tiny.RecipePath, propose + File.ReadAllText(_tiny.RecipePath).Replace("filter: { samples: 4, ", filter, StringComparison.Ordinal));

    private string Stages(params string[] verbs)
    {
        var last = "";
        foreach (var verb in verbs)
        {
            (var code, last, var errors) = ProgramProcess.Run(_tiny.Command(verb));
            Assert.True(code == 0, errors);
        }

        return last;
    }

    private JsonNode Funnel() => JsonNode.Parse(File.ReadAllText(_tiny.InRun("05-funnel.json")))!;

    private List<JsonNode> Lines(string artifact) => [.. File.ReadAllLines(_tiny.InRun(artifact)).Select(line => JsonNode.Parse(line)!)];

    private static string Id(JsonNode line) => $"{line["problem_id"]}/{line["sample"]}/{line["number"]}";
}
