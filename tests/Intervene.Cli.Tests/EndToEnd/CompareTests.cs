namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>Runs side by side, and runs in which no intervention works.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void Two_seeds_are_compared_with_their_spread()
    {
        string first = TinyRun.Whole.Value.Out, second = _tiny.At("second");
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("run", second, "seed=4")).Code);
        var (code, output, errors, libraries) = ProgramProcess.RunWatched("compare", first, second, "--out", _tiny.At("compared"));
        Assert.True(code == 0, errors);
        Assert.DoesNotContain("libtorch", libraries, StringComparison.Ordinal);
        Assert.Contains("InT, after RL", output, StringComparison.Ordinal);
        Assert.Contains("2 runs", output, StringComparison.Ordinal);
        foreach (var file in (string[])["compare.html", "figures/pass-at-k-held-out.svg",
            "figures/training-reward.svg", "tables/summary.csv", "tables/runs.md"])
        {
            Assert.True(File.Exists(Path.Combine(_tiny.At("compared"), file)), file);
        }

        Assert.Contains("| run | 3 |", File.ReadAllText(Path.Combine(_tiny.At("compared"), "tables/runs.md")), StringComparison.Ordinal);

        CopyFolder(first, _tiny.At("copy"));
        Refused(["compare", first, second, _tiny.At("copy"), "--out", _tiny.At("none")], "copy have the same seed, 3");
        CopyFolder(second, _tiny.At("lost"));
        File.Delete(_tiny.At("lost/stages.jsonl"));
        Refused(["compare", first, _tiny.At("lost"), "--out", _tiny.At("none")], "stages.jsonl does not know how its evaluations were made");
        Assert.False(Directory.Exists(_tiny.At("none")));

        var checkpoint = Path.Combine(first, "arms/int/07-rl/checkpoints/step-3");
        var inspected = ProgramProcess.Run("inspect", checkpoint);
        Assert.True(inspected.Code == 0, inspected.Errors + inspected.Output);
    }

    [Fact]
    public void Runs_of_other_options_and_folders_that_are_no_runs_are_not_compared()
    {
        string first = TinyRun.Whole.Value.Out, second = _tiny.At("second");
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("mine", second, "mine.attempts=3", "seed=4")).Code);
        Refused(["compare", first, second, "--out", _tiny.At("compared")], "mine.attempts: 4 there, 3 here");
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("mine", _tiny.At("third"), "seed=4")).Code);
        Refused(["compare", first, _tiny.At("third"), "--out", _tiny.At("compared")], "nothing has been evaluated");
        Refused(["compare", first, _tiny.At("nowhere"), "--out", _tiny.At("compared")], "not a run directory");
        Refused(["compare", first, "--out", _tiny.At("compared")], "at least two");
        Refused(["compare", first, first + "/", "--out", _tiny.At("compared")], "at least two");
    }

    [Fact]
    public void Where_no_intervention_works_the_arm_is_left_out_and_the_report_says_so()
    {
        _tiny.CopyBefore("filter");
        var (code, output, errors) = ProgramProcess.Run(_tiny.Command("run", null, "rl.steps=1", "filter.sampling.max_tokens=1"));
        Assert.True(code == 0, errors);
        Assert.Contains("the arm is left out", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tiny.InRun("arms/int/07-rl")));
        Assert.True(File.Exists(_tiny.InRun("arms/rl/08-evaluation.jsonl")));
        Assert.True(File.Exists(_tiny.InRun("09-report.html")));
    }

    public void Dispose() => _tiny.Dispose();

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void Refused(string[] command, string because)
    {
        var (code, _, errors) = InProcess.Run(command);
        Assert.Equal(1, code);
        Assert.Contains(because, errors, StringComparison.Ordinal);
    }
}
