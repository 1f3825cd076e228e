using System.Runtime.Versioning;
using Intervene.Cli.Tests.EndToEnd;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>Files and folders that the user may not read, search or write: one message that names them, and everything is still there.</summary>
[SupportedOSPlatform("linux")]
public sealed class PermissionTests : IDisposable
{
    private const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-permissions-").FullName;

    /// <summary>What may not be touched, the mode that it has, and the command line; RUN is the run's folder, NEW one that is not there.</summary>
    public static TheoryData<string, UnixFileMode, string> Cases => new()
    {
        { "recipe.yaml", UnixFileMode.None, "run recipe.yaml --out NEW --dry-run" },
        { "run", UnixFileMode.None, "analyze RUN" },
        { "run", UnixFileMode.None, "run recipe.yaml --out RUN" },
        { "run", UnixFileMode.UserRead | UnixFileMode.UserExecute, "run recipe.yaml report.title=other --out RUN --redo report" },
        { "run/manifest.json", UnixFileMode.None, "run recipe.yaml --out RUN --dry-run" },
        { "run/stages.jsonl", UnixFileMode.None, "run recipe.yaml --out RUN" },
        { "run/02-rollouts.jsonl", UnixFileMode.None, "regrade RUN" },
        { "run/arms", UnixFileMode.None, "regrade RUN" },
        { "model/model.safetensors", UnixFileMode.None, "inspect model" },
        { "model", UnixFileMode.None, "run recipe.yaml model=model --out NEW" },
        { "rows.jsonl", UnixFileMode.None, "problems rows.jsonl" },
        { "rows.jsonl", UnixFileMode.None, "verify --cases rows.jsonl --out NEW" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_may_not_be_touched_is_named(string closed, UnixFileMode mode, string line)
    {
        Prepare();
        var path = Path.Combine(_folder, closed);
        var before = Snapshot();
        var open = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, mode);
        try
        {
            var overrides = line.StartsWith("run ", StringComparison.Ordinal) ? WholeTinyRun.Recipe[1..] : [];
            var words = line.Split(' ').Select(Word).ToList();
            words.InsertRange(Math.Min(2, words.Count), overrides);
            var (code, output, errors) = ProgramProcess.RunOrdinary([.. words]);
            var told = output + errors;
            Assert.True(code == 1, $"{code}: {told}");
            Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
            Assert.DoesNotContain("no such file", told, StringComparison.Ordinal);
            Assert.Contains(Path.GetFileName(closed), told, StringComparison.Ordinal);
            Assert.Matches("denied|may not be searched", told);
        }
        finally
        {
            File.SetUnixFileMode(path, open);
        }

        Assert.Equal(before, Snapshot());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Prepare()
    {
        Copy(WholeTinyRun.Root, Path.Combine(_folder, "run"));
        Copy(Path.Combine(AppContext.BaseDirectory, "models", "chains"), Path.Combine(_folder, "model"));
        File.Copy(WholeTinyRun.Recipe[0], Path.Combine(_folder, "recipe.yaml"));
        File.WriteAllText(Path.Combine(_folder, "rows.jsonl"), "{\"question\":\"1+1?\",\"answer\":\"2\"}\n");
    }

    private string Word(string word) => word switch
    {
        "RUN" => Path.Combine(_folder, "run"),
        "NEW" => Path.Combine(_folder, "new"),
        "model=model" => "model=" + Path.Combine(_folder, "model"),
        "model" or "recipe.yaml" or "rows.jsonl" => Path.Combine(_folder, word),
        _ => word,
    };

    private string[] Snapshot() =>
    [
        .. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ".lock")
            .Select(file => $"{file} {new FileInfo(file).Length}").Order(StringComparer.Ordinal),
    ];

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to, All);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
