namespace Intervene.Cli.Tests.EndToEnd;

public sealed class LocateTests : IDisposable
{
    private const string Rows = """
        {"id":"a","problem":"How many?","steps":["3 + 4 = 7","7 * 6 = 43"],"label":1,"generator":"m"}
        {"id":"b","problem":"How many?","steps":["3 + 4 = 7","7 * 6 = 42"],"label":-1,"generator":"m"}

        {"id":"c","problem":"How many?","steps":["3 + 4 = 7"],"label":4}
        {"id":"d","problem":"How many?","steps":["3 + 4 = 8"]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-locate-").FullName;

    private string Input => Path.Combine(_folder, "rows.jsonl");

    private string Output => Path.Combine(_folder, "located.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_are_located_in_order_and_compared_with_their_labels()
    {
        File.WriteAllText(Input, Rows);
        var (code, output, errors) = ProgramProcess.Run("locate", "--oracle", "arithmetic", "--in", Input, "--out", Output);

        Assert.Equal(0, code);
        Assert.Equal(
            """
            {"id":"a","oracle":"arithmetic","location":2,"content":"7 * 6 = 42","reason":"\"7 * 6 = 43\" is false"}
            {"id":"b","oracle":"arithmetic","location":null,"content":null,"reason":"no_error_found: 2 claims checked, none false"}
            {"id":"d","oracle":"arithmetic","location":1,"content":"3 + 4 = 7","reason":"\"3 + 4 = 8\" is false"}
            """.ReplaceLineEndings("\n"),
            File.ReadAllText(Output).TrimEnd());
        Assert.Contains("first error exactly     100.0 (1 of 1", output, StringComparison.Ordinal);
        Assert.Contains("3 rows located, 1 of them without a label and in no count, 1 lines left out", output, StringComparison.Ordinal);
        Assert.Contains("rows.jsonl:4: \"label\" is 4", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_and_a_file_come_from_the_recipe_and_agreement_is_told()
    {
        File.WriteAllText(Input, Rows);
        var findings = Path.Combine(_folder, "findings.jsonl");
        File.WriteAllText(findings, """{"id":"a","error_location":2}""");
        var recipe = Path.Combine(_folder, "recipe.yaml");
        File.WriteAllText(recipe, $$"""
            propose:
              oracle:
                - { kind: file, path: '{{findings}}' }
                - { kind: command, command: [bash, -c, "while read -r line; do echo '{\"id\":\"a\"}'; done"] }
            """);
        var (code, output, _) = InProcess.Run(
            "locate", "--oracle", "file,command,arithmetic", "--in", Input, "--out", Output, "--recipe", recipe);

        Assert.Equal(0, code);
        Assert.Equal(9, File.ReadAllLines(Output).Length);
        Assert.Contains("file and arithmetic: same step or none 66.7 (2 of 3", output, StringComparison.Ordinal);
        Assert.Contains("no_error_found 1, unparsable 1", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no oracle of kind \"guess\"; expected reference, arithmetic", "guess")]
    [InlineData("--oracle command: needs command", "command")]
    [InlineData("expected kinds of oracles, each once", "arithmetic,arithmetic")]
    [InlineData("samples from a policy", "rollouts")]
    public void What_cannot_be_asked_is_said(string message, string oracles)
    {
        File.WriteAllText(Input, Rows);
        var (code, _, errors) = InProcess.Run("locate", "--oracle", oracles, "--in", Input, "--out", Output);

        Assert.Equal(1, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void The_rows_are_never_written_over()
    {
        File.WriteAllText(Input, Rows);
        var (code, _, errors) = InProcess.Run(
            "locate", "--oracle", "arithmetic", "--in", Input, "--out", Path.Combine(_folder, ".", "rows.jsonl"));

        Assert.Equal(1, code);
        Assert.Contains("are the same file", errors, StringComparison.Ordinal);
        Assert.Equal(Rows, File.ReadAllText(Input));
    }
}
