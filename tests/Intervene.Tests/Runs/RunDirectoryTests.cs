namespace Intervene.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static RunRequest Request(string yaml = "seed: 1\nrl:\n  steps: 30\n", bool overwrite = false, params RunInput[] inputs) => new()
    {
        ResolvedYaml = yaml,
        Seed = 1,
        Inputs = inputs,
        Torch = "none",
        Threads = 1,
        Overwrite = overwrite,
    };

    private RunDirectory Open(RunRequest request) => RunDirectory.Open(_folder["run"], request, TimeProvider.System);

    [Fact]
    public void A_run_with_the_same_options_is_resumed()
    {
        RunManifest first;
        using (var run = Open(Request()))
        {
            Assert.False(run.IsResumed);
            first = run.ManifestRecord;
            File.WriteAllText(run.Problems, "kept");
        }

        using var again = Open(Request("rl: {steps: 30}\nseed: 1 # the same\n"));
        Assert.True(again.IsResumed);
        Assert.Equal(first.CreatedAt, again.ManifestRecord.CreatedAt);
        Assert.Equal("kept", File.ReadAllText(again.Problems));
    }

    [Fact]
    public void Other_options_are_refused_with_both_remedies_and_every_difference()
    {
        Open(Request()).Dispose();
        var fault = Assert.Throws<InterveneException>(() => Open(Request("seed: 2\nrl:\n  steps: 30\n  group_size: 4\n")));
        Assert.Contains("rl.group_size: (not set) in the run, 4 asked for", fault.Message, StringComparison.Ordinal);
        Assert.Contains("seed: 1 in the run, 2 asked for", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("rl.steps", fault.Message, StringComparison.Ordinal);
        Assert.Contains("another directory", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--overwrite", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_has_changed_is_refused()
    {
        File.WriteAllText(_folder["data"], "a");
        Open(Request(inputs: RunInput.Of("problems", _folder["data"]))).Dispose();
        Open(Request(inputs: RunInput.Of("problems", _folder["data"]))).Dispose();
        File.WriteAllText(_folder["data"], "b");
        var fault = Assert.Throws<InterveneException>(() => Open(Request(inputs: RunInput.Of("problems", _folder["data"]))));
        Assert.Contains("input problems", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overwrite_removes_the_artifacts_and_nothing_else()
    {
        using (var run = Open(Request()))
        {
            File.WriteAllText(run.Problems, "old");
            Directory.CreateDirectory(run.Arm("int").Sft);
            File.WriteAllText(Path.Combine(run.Root, "notes.txt"), "mine");
        }

        using var again = Open(Request("seed: 2\n", overwrite: true));
        Assert.False(again.IsResumed);
        Assert.False(File.Exists(again.Problems));
        Assert.False(Directory.Exists(again.Arm("int").Root));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(again.Root, "notes.txt")));
    }

    [Fact]
    public void A_directory_of_other_files_is_left_alone()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(Path.Combine(_folder["run"], "thesis.tex"), "x");
        Assert.Contains("thesis.tex", Assert.Throws<InterveneException>(() => Open(Request(overwrite: true))).Message, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(_folder["run"]));
    }

    [Fact]
    public void A_start_that_was_killed_before_the_manifest_starts_anew()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(Path.Combine(_folder["run"], "run.yaml"), "seed: 7\n");
        File.WriteAllText(Path.Combine(_folder["run"], "manifest.json.partial"), "{");
        using var run = Open(Request());
        Assert.False(run.IsResumed);
        Assert.Contains("steps", File.ReadAllText(run.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_never_share_a_run()
    {
        using var run = Open(Request());
        Assert.Contains("another process", Assert.Throws<InterveneException>(() => Open(Request())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void An_arm_has_a_name_that_names_a_folder(string name) =>
        Assert.Throws<InterveneException>(() => new RunPaths(_folder.Root).Arm(name));

    [Fact]
    public void A_finished_stage_is_remembered()
    {
        var path = new RunPaths(_folder.Root).Stages;
        var ledger = StageLedger.Open(path);
        Assert.False(ledger.IsFinished("mine"));
        ledger.Finish("mine", 1.5, new Dictionary<string, long> { ["problems"] = 96 });
        File.AppendAllText(path, "{\"stage\":\"rollout\",\"sec");
        var again = StageLedger.Open(path);
        Assert.True(again.IsFinished("mine"));
        Assert.False(again.IsFinished("rollout"));
        Assert.Equal(96, again.Find("mine")!.Counts["problems"]);
        again.Finish("rollout", 2, new Dictionary<string, long>());
        Assert.Equal(["mine", "rollout"], StageLedger.Open(path).Records.Select(r => r.Stage));
    }
}
