using System.Text.Json.Nodes;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary><c>regrade</c> on a run, as its user runs it.</summary>
public sealed class RegradeTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void What_changes_is_counted_and_named_and_the_run_stays_as_it_is()
    {
        _tiny.CopyBefore("rollout");
        var unchanged = ProgramProcess.Run("regrade", _tiny.Out);
        Assert.True(unchanged.Code == 0, unchanged.Errors);
        Assert.DoesNotContain("→", unchanged.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_tiny.Out), file => file.EndsWith("changes.jsonl", StringComparison.Ordinal));

        var samples = _tiny.InRun("01-samples.jsonl");
        var lines = File.ReadAllLines(samples);
        var right = Array.FindIndex(lines, line => line.Contains("\"verdict\":\"correct\"", StringComparison.Ordinal));
        var sample = JsonNode.Parse(lines[right])!;
        (sample["verdict"], sample["reward"]) = ("unparsable", 0);
        lines[right] = sample.ToJsonString();
        File.WriteAllLines(samples, lines);
        var edited = File.ReadAllBytes(samples);
        var changes = _tiny.At("changes.jsonl");
        var (code, output, errors) = ProgramProcess.Run("regrade", _tiny.Out, "--out", changes);
        Assert.True(code == 0, errors);
        Assert.Contains("01-samples.jsonl: 1 × unparsable → correct", output, StringComparison.Ordinal);
        Assert.Equal(edited, File.ReadAllBytes(samples));
        var change = JsonNode.Parse(Assert.Single(File.ReadAllLines(changes)))!;
        Assert.Equal((right + 1, "unparsable", "correct", 0, 1),
            ((int)change["line"]!, (string)change["from_verdict"]!,
                (string)change["to_verdict"]!, (int)change["from_reward"]!, (int)change["to_reward"]!));
        Assert.Equal((string)change["gold"]!, (string)change["answer"]!);
    }

    [Fact]
    public void A_folder_that_is_no_run_is_refused()
    {
        var (code, _, errors) = InProcess.Run("regrade", _tiny.At("none"));
        Assert.Equal(1, code);
        Assert.Contains("not a run directory", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _tiny.Dispose();
}
