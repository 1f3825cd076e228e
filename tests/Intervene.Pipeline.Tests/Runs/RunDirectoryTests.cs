using Intervene.Pipeline.Runs;
using Intervene.Tests.Files;

namespace Intervene.Pipeline.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static RunRequest Request(string yaml = "seed: 1\nrl:\n  steps: 30\n", params RunInput[] inputs) => new()
    {
        ResolvedYaml = yaml,
        Seed = 1,
        Inputs = inputs,
        Torch = "none",
        Threads = 1,
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
    public void Options_and_inputs_of_a_command_become_the_runs_when_it_adopts_them()
    {
        File.WriteAllText(_folder["data"], "a");
        Open(Request(inputs: RunInput.Of("problems.0", _folder["data"]))).Dispose();
        File.WriteAllText(_folder["data"], "b");
        var other = Request("seed: 2\n", RunInput.Of("problems.0", _folder["data"]));
        using (var run = Open(other))
        {
            Assert.NotEqual(other.Inputs, run.ManifestRecord.Inputs);
            run.Adopt(other);
        }

        using var again = Open(other);
        Assert.Equal(other.Inputs, again.ManifestRecord.Inputs);
        Assert.Equal("seed: 2\n", File.ReadAllText(again.Options));
    }

    [Fact]
    public void A_run_of_another_format_is_refused_by_that_name()
    {
        Open(Request()).Dispose();
        var manifest = Path.Combine(_folder["run"], "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"format_version\": 2", "\"format_version\": 3", StringComparison.Ordinal));
        var fault = Assert.Throws<InterveneException>(() => Open(Request()));
        Assert.Contains("manifest.json: a record of format 3; this program reads format 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_of_other_files_is_left_alone()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(Path.Combine(_folder["run"], "thesis.tex"), "x");
        Assert.Contains("thesis.tex", Assert.Throws<InterveneException>(() => Open(Request())).Message, StringComparison.Ordinal);
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

    [Fact]
    public void Two_processes_stay_apart_though_the_lock_was_removed_and_the_run_has_another_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has names of sockets without files");
        using (Open(Request()))
        {
            File.Delete(Path.Combine(_folder["run"], ".lock"));
            Directory.CreateSymbolicLink(_folder["alias"], _folder["run"]);
            Assert.Contains(
                "another process", Assert.Throws<InterveneException>(
                    () => RunDirectory.Open(_folder["alias"], Request(), TimeProvider.System)).Message, StringComparison.Ordinal);
        }

        RunDirectory.Open(_folder["alias"], Request(), TimeProvider.System).Dispose();
    }

    [Fact]
    public void A_name_that_is_empty_or_a_files_is_refused()
    {
        Assert.Contains("--out is empty", Assert.Throws<InterveneException>(() => RunDirectory.Open("", Request(), TimeProvider.System)).Message,
            StringComparison.Ordinal);
        File.WriteAllText(_folder["run"], "x");
        Assert.Contains("it is a file", Assert.Throws<InterveneException>(() => Open(Request())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void An_arm_has_a_name_that_names_a_folder(string name) =>
        Assert.Throws<InterveneException>(() => new RunPaths(_folder.Root).Arm(name));

    [Fact]
    public void A_finished_stage_is_remembered_and_a_begun_one_goes_on_under_its_key_alone()
    {
        var path = new RunPaths(_folder.Root).Stages;
        var ledger = StageLedger.Open(path);
        Assert.Null(ledger.Find("mine"));
        ledger.Append(Record("mine", "a", finished: true));
        ledger.Append(Record("rollout", "b", finished: false));
        File.AppendAllText(path, "{\"stage\":\"split\",\"sec");
        var again = StageLedger.Open(path);
        Assert.Equal("a", again.Find("mine")!.Key);
        Assert.Null(again.Find("rollout"));
        Assert.True(again.IsBegun("rollout", "b"));
        Assert.False(again.IsBegun("rollout", "c"));
        again.Append(Record("rollout", "b", finished: true));
        Assert.Equal(["mine", "rollout"], StageLedger.Open(path).Finished.Select(record => record.Stage));
    }

    private static StageRecord Record(string stage, string key, bool finished) => new()
    {
        Stage = stage,
        Key = key,
        Finished = finished,
        Options = new Dictionary<string, string>(),
        Inputs = new Dictionary<string, string>(),
    };
}
