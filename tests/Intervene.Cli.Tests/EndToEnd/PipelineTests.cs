using System.Text.RegularExpressions;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>All stages of Algorithm 1 on the embedded model, as a user runs them: whole, killed, interrupted, stage by stage.</summary>
public sealed partial class PipelineTests : IDisposable
{
    private const string Time = @"\d\d:\d\d:\d\d ";
    private readonly TinyRun _tiny = new();

    /// <summary>When a verb is killed, the stage at which its run stands before, none for a run from its beginning, and the one after it.</summary>
    public static TheoryData<string, string, string?, string?> Moments => new()
    {
        { "01-samples.jsonl.partial", "run", null, null },
        { "05-guided.jsonl.partial", "filter", "filter", "sft/int" },
        { "arms/int/06-sft/metrics.jsonl", "sft", "sft/int", "rl/int" },
        { "arms/int/07-rl/rollouts/step-000002.jsonl", "rl", "rl/int", "evaluate/base" },
        { "arms/distillation/08-samples.jsonl.partial", "evaluate", "evaluate/distillation", "report" },
    };

    [Fact]
    public void A_run_leaves_every_artifact_and_prints_its_tables()
    {
        _tiny.CopyWhole();
        var output = TinyRun.Whole.Value.Printed;
        string[] stages =
        [
            "mine", "rollout", "split", "propose", "filter", "funnel",
            "examples/int", "examples/distillation", "sft/int", "sft/distillation", "rl/int", "rl/rl", "rl/distillation",
            "evaluate/base", "evaluate/int", "evaluate/rl", "evaluate/distillation", "report",
        ];
        Assert.All(
            stages, stage => Assert.Matches(new Regex($"^{Time}{Regex.Escape(stage)} .* \\d+:\\d\\d .*done$", RegexOptions.Multiline), output));
        Assert.All((string[])["sft/int .* 1/", "rl/int .* 1/3 .* left", "rl/int .* 3/3 .* done"], line => Assert.Matches(line, output));
        Assert.Equal(6, Regex.Count(output, $"^{Time}sft/(int|distillation) .*⟦.*⟧$", RegexOptions.Multiline));
        Assert.Contains("prefix + intervention", output, StringComparison.Ordinal);
        Assert.Contains("Held out (hard) pass@4", output, StringComparison.Ordinal);
        Assert.DoesNotContain("…", output, StringComparison.Ordinal);
        Assert.True(new FileInfo(_tiny.InRun("09-report.html")).Length > 20_000);

        var again = ProgramProcess.Run(_tiny.Command());
        Assert.Equal((0, stages.Length), (again.Code, DoneBefore().Count(again.Output)));
        AssertIsWhole();
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void A_killed_run_goes_on_and_ends_with_the_artifacts_of_an_uninterrupted_one(string moment, string verb, string? from, string? to)
    {
        if (from is not null)
        {
            _tiny.CopyBefore(from);
        }

        using (var program = ProgramProcess.Start(_tiny.Command(verb)))
        {
            program.Until(() => File.Exists(_tiny.InRun(moment)) && new FileInfo(_tiny.InRun(moment)).Length > 0);
            program.Kill();
            Assert.NotEqual(0, program.Wait()); // it had not ended of itself
        }

        Assert.Equal(0, ProgramProcess.Run(_tiny.Command(verb)).Code);
        AssertIsWhole(to);
    }

    [Fact]
    public void A_torn_last_line_is_cut_and_its_work_done_again()
    {
        _tiny.CopyBefore("evaluate/base");
        using (var program = ProgramProcess.Start(_tiny.Command()))
        {
            program.Until(() => File.Exists(_tiny.InRun("arms/base/08-samples.jsonl.partial")));
            program.Kill();
        }

        File.AppendAllText(_tiny.InRun("arms/base/08-samples.jsonl.partial"), "{\"problem_id\":\"hard-0\",\"spl");
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command()).Code);
        AssertIsWhole();
    }

    [Fact]
    public void SIGTERM_ends_the_run_with_130_and_loses_nothing()
    {
        _tiny.CopyBefore("rl/int");
        using (var program = ProgramProcess.Start(_tiny.Command()))
        {
            program.Until(() => File.Exists(_tiny.InRun("arms/int/07-rl/rollouts/step-000001.jsonl")));
            program.Terminate();
            Assert.Equal(130, program.Wait());
            Assert.Contains("start the same command again", program.Errors, StringComparison.Ordinal);
        }

        var (code, output, errors) = ProgramProcess.Run(_tiny.Command());
        Assert.True(code == 0, errors);
        Assert.Matches("rl/int +goes on from the checkpoint of step [123]", output);
        AssertIsWhole();
    }

    [Fact]
    public void Stages_one_by_one_make_the_same_run()
    {
        var (early, _, message) = InProcess.Run(_tiny.Command("filter"));
        Assert.Equal(1, early);
        Assert.Contains("'intervene mine'", message, StringComparison.Ordinal);
        foreach (var verb in (string[])["mine", "rollout", "split", "propose", "filter", "sft", "rl", "evaluate", "report"])
        {
            var (code, _, errors) = ProgramProcess.Run(_tiny.Command(verb));
            Assert.True(code == 0, $"{verb}: {errors}");
        }

        AssertIsWhole();
    }

    [Fact]
    public void A_second_process_is_refused()
    {
        using var first = ProgramProcess.Start(_tiny.Command());
        first.Until(() => File.Exists(_tiny.InRun("01-samples.jsonl.partial")));
        var second = ProgramProcess.Run(_tiny.Command());
        Assert.Equal(1, second.Code);
        Assert.Contains("another process works in this run directory", second.Errors, StringComparison.Ordinal);
        first.Kill();
    }

    [Fact]
    public void Another_option_does_again_what_depends_on_it_and_nothing_else()
    {
        _tiny.CopyWhole();
        var (code, output, errors) = ProgramProcess.Run(_tiny.Command("run", null, "evaluate.k=[1,2]", "report.title=Other", "sft.epochs=1"));
        Assert.True(code == 0, errors);
        Assert.Contains("sft/int is done anew: sft.epochs: 2 then, 1 now", output, StringComparison.Ordinal);
        Assert.Contains("evaluate/int is done anew: reads what sft/int and rl/int will make", output, StringComparison.Ordinal);
        Assert.Equal(
            ["mine", "rollout", "split", "propose", "filter", "funnel", "examples/int", "examples/distillation", "rl/rl", "evaluate/base",
                "evaluate/rl"],
            DoneBefore().Matches(output).Select(line => line.Groups[1].Value));
        Assert.Contains("epochs: 1", File.ReadAllText(_tiny.InRun("run.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_added_arm_is_trained_and_the_others_stay()
    {
        _tiny.CopyWhole();
        var recipe = File.ReadAllText(_tiny.RecipePath).Replace(
            "  - { name: rl, examples: none }",
            "  - { name: only, examples: { kind: interventions, prefix: false }, rl: { steps: 1 } }\n  - { name: rl, examples: none }",
            StringComparison.Ordinal);
        File.WriteAllText(_tiny.RecipePath, recipe);
        var plan = InProcess.Run(_tiny.Command("run", null, "--dry-run")).Output;
        Assert.Equal(
            ["examples/only", "sft/only", "rl/only", "evaluate/only"],
            PlanLine().Matches(plan).Where(line => line.Groups[2].Value == "to_do").Select(line => line.Groups[1].Value));
        Assert.Equal(["report"], PlanLine().Matches(plan).Where(line => line.Groups[2].Value == "stale").Select(line => line.Groups[1].Value));
        var (code, output, errors) = ProgramProcess.Run(_tiny.Command());
        Assert.True(code == 0, errors);
        Assert.Equal(17, DoneBefore().Count(output));
    }

    [Fact]
    public void Work_that_took_long_is_done_again_only_where_the_command_says_so()
    {
        _tiny.CopyWhole();
        var ledger = _tiny.InRun("stages.jsonl");
        File.WriteAllText(ledger, MineSeconds().Replace(File.ReadAllText(ledger), "${1}5000.5"));
        var refused = InProcess.Run(_tiny.Command("run", null, "mine.attempts=5"));
        Assert.Equal(1, refused.Code);
        Assert.Contains("mine (5000 s): mine.attempts: 4 then, 5 now", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("--redo mine", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("another directory", refused.Errors, StringComparison.Ordinal);
        AssertIsWhole();
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("mine", null, "mine.attempts=5", "--redo", "mine")).Code);
        var unknown = InProcess.Run(_tiny.Command("run", null, "--redo", "mime"));
        Assert.Contains("--redo mime: there is no such stage", unknown.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("02-rollouts.jsonl", "rollout")]
    [InlineData("arms/int/07-rl/model/model.safetensors", "rl/int")]
    [InlineData("arms/int/08-evaluation.jsonl", "evaluate/int")]
    public void An_artifact_that_was_edited_is_named_and_nothing_is_done_with_it(string artifact, string stage)
    {
        _tiny.CopyWhole();
        var bytes = File.ReadAllBytes(_tiny.InRun(artifact));
        bytes[^2] ^= 1;
        File.WriteAllBytes(_tiny.InRun(artifact), bytes);
        var (code, _, errors) = InProcess.Run(_tiny.Command());
        Assert.Equal(1, code);
        Assert.Contains($"is not as {stage} left it", errors, StringComparison.Ordinal);
        Assert.Contains($"--redo {stage}", errors, StringComparison.Ordinal);
        Assert.Contains("put the run's own files back", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_identical_run_is_never_deleted()
    {
        _tiny.CopyWhole();
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("run", null, "--overwrite")).Code);
        AssertIsWhole();
        Assert.Equal(File.ReadAllText(TinyRun.Whole.Value.InRun("stages.jsonl")), File.ReadAllText(_tiny.InRun("stages.jsonl")));
    }

    [Fact]
    public void A_run_that_goes_on_with_another_number_of_threads_says_what_that_costs()
    {
        _tiny.CopyBefore("rollout");
        Assert.DoesNotContain("The run began", ProgramProcess.Run(_tiny.Command("mine")).Output, StringComparison.Ordinal);
        File.WriteAllText(_tiny.InRun("manifest.json"),
            File.ReadAllText(_tiny.InRun("manifest.json")).Replace("\"threads\": 1", "\"threads\": 7", StringComparison.Ordinal));
        Assert.Contains("began with 7 threads and goes on with 1", ProgramProcess.Run(_tiny.Command("mine")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_of_a_dry_run_make_the_same_run()
    {
        var (code, output, _) = ProgramProcess.Run(_tiny.Command("run", null, "--dry-run"));
        Assert.Equal(0, code);
        Assert.False(Directory.Exists(_tiny.Out));
        Assert.Contains("# ", output, StringComparison.Ordinal);
        using var resolved = new TinyRun(output);
        Assert.Equal(0, ProgramProcess.Run(resolved.Command("mine")).Code);
        Assert.Equal(File.ReadAllText(TinyRun.Whole.Value.InRun("01-problems.jsonl")), File.ReadAllText(resolved.InRun("01-problems.jsonl")));
        Assert.Equal(File.ReadAllText(TinyRun.Whole.Value.InRun("run.yaml")), File.ReadAllText(resolved.InRun("run.yaml")));
    }

    public void Dispose() => _tiny.Dispose();

    /// <summary>The artifacts are those of the whole run, up to a stage that has not begun.</summary>
    private void AssertIsWhole(string? to = null)
    {
        using var begun = new TinyRun();
        if (to is not null)
        {
            begun.CopyBefore(to);
        }

        Assert.Equal(TinyRun.Artifacts(to is null ? TinyRun.Whole.Value.Out : begun.Out), TinyRun.Artifacts(_tiny.Out));
    }

    [GeneratedRegex("^" + Time + @"(\S+) +done before", RegexOptions.Multiline)]
    private static partial Regex DoneBefore();

    [GeneratedRegex(@"^#   (\S+) +(done|stale|to_do|damaged|begun|left_out)\b", RegexOptions.Multiline)]
    private static partial Regex PlanLine();

    [GeneratedRegex("(\"stage\":\"mine\",.*\"finished\":true.*\"seconds\":)[0-9.E-]+")]
    private static partial Regex MineSeconds();
}
