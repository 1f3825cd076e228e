using System.Text.Json.Nodes;
using Intervene.Cli.Commands;

namespace Intervene.Cli.Tests.Commands;

public sealed class LossesCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-").FullName;

    [Fact]
    public void Rows_that_cannot_be_computed_are_named_and_the_others_are_computed()
    {
        var message = Assert.Throws<InterveneException>(
            () => Losses("""{"n": 2, "c": 1, "k": 1}""", "", "{\"n\": NaN}", """{"n": 2, "c": 3, "k": 1}""", """{"n": 4, "c": 1, "k": 2}""")).Message;
        Assert.Contains("2 of 4 rows cannot be computed", message, StringComparison.Ordinal);
        Assert.Contains("in.jsonl:3: The line is not valid JSON", message, StringComparison.Ordinal);
        Assert.Contains("in.jsonl:4: c is 3; expected a whole number from 0 to 2.", message, StringComparison.Ordinal);
        JsonNode[] rows = [.. File.ReadLines(At("out.jsonl")).Select(line => JsonNode.Parse(line)!)];
        Assert.Equal([1, 3, 4, 5], rows.Select(row => row["row"]!.GetValue<int>()));
        Assert.Equal([0.5, 0.5], rows.Where(row => row["error"] is null).Select(row => row["ours"]!["pass_at_k"]!.GetValue<double>()));
        Assert.Equal(["in.jsonl", "out.jsonl"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_rows_are_not_written_over()
    {
        File.WriteAllText(At("in.jsonl"), "{}");
        Assert.Contains("expected two files", Assert.Throws<InterveneException>(() => Run("in.jsonl", "in.jsonl")).Message, StringComparison.Ordinal);
        Assert.Equal("{}", File.ReadAllText(At("in.jsonl")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Losses(params string[] lines)
    {
        File.WriteAllLines(At("in.jsonl"), lines);
        Run("in.jsonl", "out.jsonl");
    }

    private void Run(string input, string output) =>
        LossesCommand.Create().Parse(["--in", At(input), "--out", At(output)])
        .Invoke(new() { EnableDefaultExceptionHandler = false, Output = TextWriter.Null });

    private string At(string name) => Path.Combine(_folder, name);
}
