using System.Text;
using System.Text.RegularExpressions;
using Intervene.Cli.Tests.EndToEnd;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>
/// Every artifact of a run, damaged in every way, before every verb that reads runs: with the run's ledger the damage is refused or named, without it
/// what can be read is, and nothing is a stack trace.
/// </summary>
public sealed partial class ArtifactDamageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-damage-").FullName;

    /// <summary>The artifacts, each with the verbs that read it.</summary>
    public static TheoryData<string, string> Artifacts => new()
    {
        { "01-samples.jsonl", "regrade verify" },
        { "01-problems.jsonl", "report regrade verify prompt" },
        { "02-rollouts.jsonl", "regrade verify prompt" },
        { "03-steps.jsonl", "report prompt" },
        { "04-replies.jsonl", "report" },
        { "04-interventions.jsonl", "report regrade" },
        { "05-guided.jsonl", "report regrade" },
        { "05-funnel.json", "report" },
        { "arms/int/05-examples.jsonl", "examples" },
        { "arms/int/06-sft/metrics.jsonl", "report" },
        { "arms/int/07-rl/metrics.jsonl", "report compare" },
        { "arms/int/07-rl/rollouts/step-000002.jsonl", "report" },
        { "arms/int/08-samples.jsonl", "regrade verify" },
        { "arms/int/08-evaluation.jsonl", "report compare" },
        { "benchmarks/extra.jsonl", "report regrade" },
        { "arms/int/08-benchmarks/extra/evaluation.jsonl", "report" },
        { "arms/int/round-2/08-evaluation.jsonl", "report" },
        { "run.yaml", "compare regrade examples" },
        { "manifest.json", "report verify" },
        { "stages.jsonl", "report regrade run" },
    };

    [Theory]
    [MemberData(nameof(Artifacts))]
    public void Damage_is_refused_or_named_and_never_a_stack_trace(string artifact, string verbs)
    {
        var faults = new List<string>();
        var bytes = File.ReadAllBytes(Path.Combine(WholeTinyRun.Root, artifact));
        var run = Copy();
        var hasLedger = artifact == "stages.jsonl"; // without it the damage is not refused before it is read
        foreach (var (kind, damaged) in Damages(bytes))
        {
            foreach (var line in Lines(run).Where(line => verbs.Split(' ').Contains(line[0])))
            {
                Damage(run, artifact, damaged, hasLedger);
                var (code, output, errors) = InProcess.Run(line);
                if (Problem(code, output + errors, errors) is { } problem)
                {
                    faults.Add($"{kind}, {line[0]}: {problem}: {Short(errors + output)}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("01-problems.jsonl")]
    [InlineData("05-guided.jsonl")]
    [InlineData("arms/int/08-evaluation.jsonl")]
    [InlineData("arms/int/08-samples.jsonl")]
    [InlineData("benchmarks/extra.jsonl")]
    [InlineData("arms/int/08-benchmarks/extra/evaluation.jsonl")]
    [InlineData("arms/int/round-2/05-funnel.json")]
    [InlineData("arms/int/07-rl/model/model.safetensors")]
    [InlineData("arms/distillation/06-sft/model/model.safetensors")]
    public void What_lost_its_end_or_a_bit_is_not_averaged_over(string artifact)
    {
        var bytes = File.ReadAllBytes(Path.Combine(WholeTinyRun.Root, artifact));
        var named = artifact.Contains("/model/", StringComparison.Ordinal) ? Path.GetDirectoryName(artifact)! : artifact;
        var run = Copy();
        foreach (var (kind, damaged) in Damages(bytes).Where(damage => damage.Kind is "empty" or "cut between lines" or "cut" or "a flipped bit"))
        {
            foreach (var line in Lines(run).Where(line => line[0] is "report" or "compare").Append(["report", run]))
            {
                Damage(run, artifact, damaged, hasLedger: true);
                var (code, _, errors) = InProcess.Run(line);
                Assert.True(code == 1, $"{line[0]} with {artifact}, {kind}: ended with {code}");
                Assert.Contains(named, errors, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>A ledger that is gone or cut would have every stage begin anew, and first clear what stands there.</summary>
    [Fact]
    public void A_run_that_lost_its_ledger_is_not_cleared_unasked()
    {
        var run = Copy();
        var ledger = Path.Combine(run, "stages.jsonl");
        var lines = File.ReadAllLines(ledger);
        foreach (var kept in (int[])[0, 2, lines.Length / 2])
        {
            File.WriteAllLines(ledger, lines[..kept]);
            var before = Snapshot(run);
            var (code, _, errors) = InProcess.Run(["run", .. WholeTinyRun.Recipe, "--out", run, "--progress", "none"]);
            Assert.Equal(1, code);
            Assert.Contains("does not know that", errors, StringComparison.Ordinal);
            Assert.Contains("--redo", errors, StringComparison.Ordinal);
            Assert.Equal(before, Snapshot(run));
        }
    }

    [Fact]
    public void A_report_leaves_what_a_user_put_among_its_files()
    {
        var run = Copy();
        foreach (var name in (string[])["09-samples/notes.json", "09-samples/1.json", "figures/mine.svg", "tables/mine.csv"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(run, name))!);
            File.WriteAllText(Path.Combine(run, name), "mine");
        }

        Directory.Delete(Path.Combine(run, "arms/int/07-rl/model"), recursive: true); // taken away to save room: a report reads none
        var before = Snapshot(run);
        var (code, _, errors) = InProcess.Run("report", run);
        Assert.True(code == 0, errors);
        Assert.Subset(Snapshot(run).ToHashSet(), before.Where(file => file.EndsWith(" 4", StringComparison.Ordinal)).ToHashSet());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Problem(int code, string text, string errors) =>
        code is not (0 or 1) ? $"ended with {code}"
        : text.Contains("   at ", StringComparison.Ordinal) || text.Contains("fault of the program", StringComparison.Ordinal) ? "a stack trace"
        : text.AsSpan().IndexOfAny("\u001b\u0007\u009b\u202e") >= 0 ? "raw"
        : code == 1 && errors.Split("error:").Length != 2 ? "not one message"
        : null;

    private static string[] Snapshot(string run) =>
    [
        .. Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ".lock")
            .Select(file => $"{file} {new FileInfo(file).Length}").Order(StringComparer.Ordinal),
    ];

    private string[][] Lines(string run) =>
    [
        ["report", .. WholeTinyRun.Recipe, "--out", run, "--progress", "none"],
        ["compare", run, WholeTinyRun.Root, "--out", Path.Combine(_folder, "compared")],
        ["regrade", run], ["examples", "show", run], ["verify", "audit", run], ["prompt", "show", "replacement-list", "--run", run],
        ["run", .. WholeTinyRun.Recipe, "--out", run, "--dry-run"],
    ];

    private static IEnumerable<(string Kind, byte[] Bytes)> Damages(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes); // a byte a character, so that it comes back as it was
        yield return ("empty", []);
        yield return ("cut", bytes[..(bytes.Length / 2)]);
        if (text.Split('\n') is { Length: > 3 } lines)
        {
            yield return ("cut between lines", Encoding.Latin1.GetBytes(string.Join('\n', lines[..(lines.Length / 2)]) + "\n"));
            yield return ("a line twice", Encoding.Latin1.GetBytes(lines[0] + "\n" + text));
            yield return ("lines backwards", Encoding.Latin1.GetBytes(string.Join('\n', lines.Where(line => line.Length > 0).Reverse()) + "\n"));
        }

        var flipped = (byte[])bytes.Clone();
        flipped[bytes.Length / 3] ^= 1;
        yield return ("a flipped bit", flipped);
        if (bytes.Length > 1 << 18)
        {
            yield break; // weights: the rest is for texts
        }

        yield return ("NULs", new byte[4096]);
        yield return ("a NUL", [.. bytes[..(bytes.Length / 2)], 0, .. bytes[(bytes.Length / 2)..]]);
        yield return ("a later format", Changed(FormatVersion(), "${1}99"));
        yield return ("a key twice", Changed(new Regex("\\{"), "{\"format_version\":1,\"format_version\":1,"));
        yield return ("an unknown key", Changed(new Regex("\\{"), "{\"zzz\":1,"));
        yield return ("half a surrogate pair", Changed(Value(), "${1}\\ud83d"));
        yield return ("no UTF-8", Changed(Value(), "${1}\u00C3\u0028"));
        yield return ("an escape sequence", Changed(Value(), "${1}\\u001b[31m\\u0007\\u202e"));
        yield return ("an unknown id", Encoding.Latin1.GetBytes(text.Replace("chains-hard-000", "chains-none-999", StringComparison.Ordinal)));
        yield return ("one unknown id", Changed(new Regex("chains-hard-000"), "chains-none-999"));
        yield return ("a negative token", Changed(Tokens(), "${1}-5"));
        yield return ("a token beyond any vocabulary", Changed(Tokens(), "${1}2000000000"));
        yield return ("a place beyond any text", Changed(Place(), "${1}999999"));
        yield return ("a null", Changed(Value(), "${1}\":null,\"x"));
        yield return ("a byte order mark", [0xEF, 0xBB, 0xBF, .. bytes]);
        yield return ("lines as on Windows", Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        yield return ("deep", Encoding.Latin1.GetBytes(new string('[', 100_000)));

        byte[] Changed(Regex what, string by) => Encoding.Latin1.GetBytes(what.Replace(text, by, 1));
    }

    /// <summary>A copy of the run without its checkpoints.</summary>
    private string Copy()
    {
        var run = Path.Combine(_folder, "run");
        foreach (var file in Directory.EnumerateFiles(WholeTinyRun.Root, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(WholeTinyRun.Root, file);
            if (!name.Contains("/checkpoints/", StringComparison.Ordinal))
            {
                Restore(run, name);
            }
        }

        return run;
    }

    /// <summary>Damages an artifact of the copy; what verbs write is as it was.</summary>
    private void Damage(string run, string artifact, byte[] damaged, bool hasLedger)
    {
        foreach (var name in (string[])["run.yaml", "manifest.json", "stages.jsonl", "09-report.html"])
        {
            Restore(run, name);
        }

        if (!hasLedger)
        {
            File.Delete(Path.Combine(run, "stages.jsonl"));
        }

        File.WriteAllBytes(Path.Combine(run, artifact), damaged);
    }

    private void Restore(string run, string name)
    {
        var (from, to) = (Path.Combine(WholeTinyRun.Root, name), Path.Combine(run, name));
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
        File.SetLastWriteTimeUtc(to, File.GetLastWriteTimeUtc(from));
    }

    private static string Short(string text) => (text.Length <= 500 ? text : text[..500]).ReplaceLineEndings(" ");

    [GeneratedRegex("(\"format_version\": ?)\\d+")]
    private static partial Regex FormatVersion();

    [GeneratedRegex("(\"[a-z_]+\": ?\"[^\"]*)")]
    private static partial Regex Value();

    [GeneratedRegex("(\"(?:token|prompt|target|prefix)_ids\":\\[)\\d+")]
    private static partial Regex Tokens();

    [GeneratedRegex("(\"(?:location|token_start|token_end|loss_start|number|sample)\":)\\d+")]
    private static partial Regex Place();
}
