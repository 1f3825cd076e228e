using System.Text.Json.Nodes;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>What a person gets to write proposals with, and what becomes of the file once it is filled in.</summary>
public sealed class ProposalExportTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    private string Sheet => _tiny.At("sheet.jsonl");

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void A_sheet_that_is_filled_in_is_read_by_the_file_oracle_and_gives_the_same_interventions()
    {
        var (early, _, message) = Propose("--export", Sheet);
        Assert.Equal(1, early);
        Assert.Contains("Run 'intervene mine'", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tiny.Out));
        _tiny.CopyBefore("propose");
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("propose", null, "propose.max_per_problem=2")).Code);

        var reference = Corrections();
        Assert.NotEmpty(reference);
        var (code, output, errors) = Propose("--export", Sheet);
        Assert.True(code == 0, errors);
        var rows = File.ReadAllLines(Sheet).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Contains($"{rows.Count} attempts written", output, StringComparison.Ordinal);
        Assert.Equal(16, rows.Count); // every rollout of eight hard problems
        Assert.All(rows, row => Assert.Contains($"[1] {row["steps"]![0]}", row["numbered_steps"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Contains(
            row["reference"]!.GetValue<string>(), row["prompt"]!.AsArray()[^1]!["content"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Contains("may hold proposals", Propose("--export", Sheet).Errors, StringComparison.Ordinal);

        foreach (var row in rows)
        {
            if (reference.Find(one => row["id"]!.GetValue<string>() == $"{one["problem_id"]}/{one["sample"]}") is { } found)
            {
                row["proposals"]![0]!["location"] = found["location"]!.DeepClone();
                row["proposals"]![0]!["content"] = found["content"]!.DeepClone();
            }
        }

        File.WriteAllLines(Sheet, rows.Select(row => row.ToJsonString()));
        string[] file = [$"propose.oracle={{ kind: file, path: '{Sheet}' }}", "propose.max_per_problem=2"];
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("propose", null, file)).Code);
        string[] same = ["problem_id", "sample", "number", "content", "location", "prefix_ids", "intervention_ids", "wrong_step_ids"];
        Assert.Equal(reference.Select(one => Of(one, same)), Corrections().Select(one => Of(one, same)));
        Assert.All(Corrections(), one => Assert.Equal("file", one["oracle"]!.GetValue<string>()));

        File.WriteAllLines(Sheet, rows.Skip(1).Select(row => row.ToJsonString()));
        var (again, told, _) = ProgramProcess.Run(_tiny.Command("propose", null, file));
        Assert.Equal(0, again);
        Assert.Contains("propose is done anew: propose.oracle.0", told, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Errors) Propose(params string[] more) => ProgramProcess.Run(_tiny.Command("propose", null, more));

    private List<JsonObject> Corrections() => [.. File.ReadAllLines(_tiny.InRun("04-interventions.jsonl"))
        .Select(line => JsonNode.Parse(line)!.AsObject()).Where(one => one["kind"]!.GetValue<string>() == "correction")];

    private static string Of(JsonObject record, string[] fields) => string.Join(' ', fields.Select(field => record[field]!.ToJsonString()));
}
