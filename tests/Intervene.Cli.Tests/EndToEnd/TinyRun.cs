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
    public static Lazy<TinyRun> Whole { get; } = new(RunWhole);

    public TinyRun(string recipe = Recipe) => File.WriteAllText(RecipePath, recipe);

    public string RecipePath => At("recipe.yaml");

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
    public void CopyWhole()
    {
        var whole = Whole.Value.Out;
        foreach (var file in Directory.EnumerateFiles(whole, "*", SearchOption.AllDirectories))
        {
            var copy = InRun(Path.GetRelativePath(whole, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static TinyRun RunWhole()
    {
        var run = new TinyRun();
        var (code, _, errors) = ProgramProcess.Run(run.Command());
        Assert.True(code == 0, errors);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => run.Dispose();
        return run;
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
