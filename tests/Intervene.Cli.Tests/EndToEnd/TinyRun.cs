using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>A folder with a recipe of a few problems on the embedded model, and what a run of it leaves.</summary>
internal sealed class TinyRun : IDisposable
{
    private const string Recipe =
        """
        seed: 3
        model: models/chains
        problems:
          - { kind: chains, hard: 14, easy: 6 }
        mine: { attempts: 4, train_problems: 8, held_out_problems: 4, easy_problems: 3, easy_threshold: 0.5, sampling: { max_tokens: 160 } }
        rollout: { samples: 2, sampling: { max_tokens: 160 } }
        filter: { samples: 4, sampling: { max_tokens: 160 } }
        sft: { epochs: 2, batch_size: 4, optimizer: { learning_rate: 0.0003 } }
        rl:
          steps: 3
          checkpoint_every: 1
          batch_size: 4
          mini_batch_size: 4
          group_size: 4
          sampling: { max_tokens: 160 }
          optimizer: { learning_rate: 0.0001, schedule: constant }
        arms:
          - { name: int, examples: interventions }
          - { name: rl, examples: none }
          - { name: distillation, examples: reference_solutions }
        evaluate: { samples: 4, k: [1, 2, 4], sampling: { max_tokens: 160 } }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("intervene-e2e-").FullName;

    /// <summary>A run to its end, which all tests read and none changes.</summary>
    public static Lazy<TinyRun> Whole { get; } = new(() => Finished(new TinyRun()));

    public TinyRun(string recipe = Recipe) => File.WriteAllText(RecipePath, recipe);

    public string RecipePath => At("recipe.yaml");

    /// <summary>What the program printed of a run that was made for several tests.</summary>
    public string Printed { get; private set; } = "";

    public string Out => At("run");

    public string At(string name) => Path.Combine(_root, name);

    public string InRun(string name) => Path.Combine(Out, name);

    public string[] Command(string verb = "run", string? directory = null, params string[] more) =>
        [verb, RecipePath, .. more, "--out", directory ?? Out];

    /// <summary>The hash of every artifact below a run directory that does not hold times; of the metrics without their times.</summary>
    public static SortedDictionary<string, string> Artifacts(string run)
    {
        var artifacts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(run, file);
            if (Path.GetFileName(name) is "manifest.json" or "stages.jsonl" or ".lock" or "09-report.html" or "stages.csv" or "stages.md"
                || Path.GetFileName(name).StartsWith("events.out", StringComparison.Ordinal))
            {
                continue;
            }

            artifacts.Add(
                name, Path.GetFileName(name) == "metrics.jsonl" ? string.Join('\n', File.ReadLines(file).Select(WithoutTimes)) : Hash(file));
        }

        return artifacts;
    }

    /// <summary>Makes this run a copy of the whole one.</summary>
    public void CopyWhole() => Copy(Whole.Value, _ => true);

    /// <summary>Makes this run a copy of a finished one as that was right before a stage began.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="finished">The finished run; the whole one where none is given.</param>
    public void CopyBefore(string stage, TinyRun? finished = null)
    {
        finished ??= Whole.Value;
        var ledger = File.ReadAllLines(finished.InRun("stages.jsonl"));
        var records = ledger.Select(line => JsonNode.Parse(line)!).TakeWhile(record => (string)record["stage"]! != stage).ToList();
        Assert.NotEqual(ledger.Length, records.Count);
        var made = records.SelectMany(record => record["outputs"]!.AsArray()).Select(output => FolderOf((string)output!["path"]!)).ToHashSet();
        Copy(finished, name => name is "run.yaml" or "manifest.json"
            || made.Any(path => name == path || name.StartsWith(path + "/", StringComparison.Ordinal)));
        File.WriteAllLines(InRun("stages.jsonl"), ledger[..records.Count]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Runs a recipe to its end for tests that only read what it leaves; its folder goes with the process.</summary>
    public static TinyRun Finished(TinyRun run, params string[] overrides)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => run.Dispose();
        (var code, run.Printed, var errors) = ProgramProcess.Run(run.Command("run", null, overrides));
        Assert.True(code == 0, errors);
        return run;
    }

    /// <summary>What belongs to an artifact: a trainer's whole folder, with its checkpoints, else the artifact alone.</summary>
    private static string FolderOf(string output) =>
        Path.GetFileName(Path.GetDirectoryName(output)) is "06-sft" or "07-rl" ? Path.GetDirectoryName(output)! : output;

    private void Copy(TinyRun from, Func<string, bool> isCopied)
    {
        foreach (var file in Directory.EnumerateFiles(from.Out, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from.Out, file);
            if (isCopied(name))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(InRun(name))!);
                File.Copy(file, InRun(name));
            }
        }
    }

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    private static string WithoutTimes(string line)
    {
        var fields = JsonNode.Parse(line)!.AsObject();
        foreach (var name in fields.Select(field => field.Key).ToList())
        {
            if (name.Contains("time", StringComparison.Ordinal)
                || name.Contains("timing", StringComparison.Ordinal) || name.StartsWith("perf/", StringComparison.Ordinal))
            {
                fields.Remove(name);
            }
        }

        return fields.ToJsonString();
    }
}
