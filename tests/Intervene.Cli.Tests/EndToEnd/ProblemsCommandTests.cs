namespace Intervene.Cli.Tests.EndToEnd;

/// <summary><c>problems</c> and <c>verify audit</c> on files, as their user runs them.</summary>
public sealed class ProblemsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-problems-").FullName;

    [Fact]
    public void A_file_is_described_and_every_row_that_is_left_out_is_named()
    {
        var path = Write(
            "rows.jsonl",
            "{\"question\":\"2+2?\",\"answer\":4,\"level\":1}\n{\"question\":\"3+3?\",\"answer\":\"\\\\frac{1}{2^{15}\"}\n{\"question\":\"a\"," +
            "\"question\":\"b\",\"answer\":1}\n");
        var (code, output, errors) = ProgramProcess.Run("problems", path);
        Assert.True(code == 0, errors);
        foreach (var part in new[] { "3: 1 problems, 2 left out", "question   question",
            "unused     level (1)", "golds      ", "1 doubled key", "rows.jsonl:3: ", "1 gold unreadable", "rows.jsonl:2: \\frac{1}{2^{15}: " })
        {
            Assert.Contains(part, output, StringComparison.Ordinal);
        }

        (code, _, errors) = ProgramProcess.Run("problems", path, "--strict");
        Assert.Equal(1, code);
        Assert.Single(errors.Split("error:").Skip(1));
    }

    [Fact]
    public void What_a_file_holds_reaches_no_terminal_raw()
    {
        var path = Write("rows.jsonl",
            "{\"question\":\"q\",\"answer\":\"\\u001b]0;title\\u0007\",\"\\u001b[31mkey\":1}\n{\"question\":\"r\",\"answer\":\"\\u009b2J\"}\n");
        var (code, output, errors) = ProgramProcess.Run("problems", path);
        Assert.True(code == 0, errors);
        Assert.DoesNotContain(output, c => c is '\u001b' or '\u0007' or '\u009b');
        (code, output, errors) = ProgramProcess.Run("problems", path, "--question", "no such");
        Assert.Equal(1, code);
        Assert.DoesNotContain(output + errors, c => c is '\u001b' or '\u0007');
    }

    [Fact]
    public void Known_sets_are_listed_and_an_unknown_one_is_refused()
    {
        Assert.Contains("gsm8k", InProcess.Run("problems").Output, StringComparison.Ordinal);
        var (code, _, errors) = InProcess.Run("problems", Write("rows.jsonl", "{}"), "--preset", "gsm9k");
        Assert.Equal(1, code);
        Assert.Contains("gsm9k", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_a_benchmarks_problem_is_found()
    {
        const string Question = "Janet's ducks lay 16 eggs per day and she eats three for breakfast every morning before work.";
        var train = Write("train.jsonl", $"{{\"question\":\"{Question}\",\"answer\":13}}\n{{\"question\":\"2+2?\",\"answer\":4}}\n");
        var test = Write("test.jsonl", $"{{\"question\":\"{Question}\",\"answer\":\"13\"}}\n");
        Assert.Contains("1 problems share 13 words in a row with test (1 problems); 1 share half",
            InProcess.Run("problems", train, "--against", test).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_lists_what_presets_disagree_on_with_both_readings()
    {
        var cases = Write(
            "cases.jsonl",
            "{\"gold\":\"42\",\"pred\":\"The answer is " +
            "42.\"}\n{\"gold\":\"42\",\"pred\":\"\\\\boxed{42}\"}\n{\"gold\":\"1,2\",\"pred\":\"\\\\boxed{2,1}\"}\n{\"gold\":\n");
        var listed = Path.Combine(_folder, "listed.jsonl");
        var (code, output, errors) = InProcess.Run("verify", "audit", "--cases", cases, "--against", "Eval", "HendrycksCompat", "--out", listed);
        Assert.True(code == 0, errors);
        Assert.Contains("3 responses, 2 rewarded by Reward", output, StringComparison.Ordinal);
        Assert.Contains("Eval: rewards 1 that Reward does not, and not 0 that Reward does", output, StringComparison.Ordinal);
        Assert.Contains("cases.jsonl:3  gold 1,2", output, StringComparison.Ordinal);
        Assert.Contains("1 rows left out, malformed json", output, StringComparison.Ordinal);
        Assert.Contains("1 × Reward says no_answer (no-answer), but correct", output, StringComparison.Ordinal);
        Assert.Contains("for Eval, HendrycksCompat", output, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadLines(listed).Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
