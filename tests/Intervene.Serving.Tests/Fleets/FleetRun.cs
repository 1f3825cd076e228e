using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Intervene.Completions;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;
using Intervene.Remote.Fleets;
using Intervene.Torch;

namespace Intervene.Serving.Tests.Fleets;

/// <summary>A run of a small recipe on the embedded model, in a folder of its own: on this program's engine, or on servers.</summary>
internal sealed class FleetRun : IDisposable, IRunObserver
{
    /// <summary>A recipe that stands in for the small one: the numbers of the documentation are those of <c>recipes/demo.yaml</c>.</summary>
    private static readonly string? Own = Environment.GetEnvironmentVariable("INTERVENE_FLEET_RECIPE");

    private const string Recipe =
        """
        seed: 3
        threads: 1
        model: models/chains
        prompt: { kind: plain }
        problems: [{ kind: chains, hard: 14, easy: 6 }]
        mine: { attempts: 4, train_problems: 8, held_out_problems: 4, easy_problems: 3, easy_threshold: 0.5, sampling: { max_tokens: 160 } }
        rollout: { samples: 2, sampling: { max_tokens: 160 } }
        filter: { samples: 4, sampling: { max_tokens: 160 } }
        sft: { epochs: 2, batch_size: 4, optimizer: { learning_rate: 0.0003 } }
        rl: { steps: 2, checkpoint_every: 1, batch_size: 4, mini_batch_size: 4, group_size: 4, sampling: { max_tokens: 120 } }
        arms: [{ name: int }, { name: rl, examples: none }]
        evaluate: { samples: 4, k: [1, 2, 4], sampling: { max_tokens: 160 } }
        """;

    private const int MostSteps = 12;
    private long _seed;
    private int _samples;
    private readonly string _root = Directory.CreateTempSubdirectory("intervene-fleet-").FullName;

    public string Out => Path.Combine(_root, "run");

    /// <summary>What the run said.</summary>
    public ConcurrentQueue<string> Notices { get; } = [];

    /// <summary>Runs stages, all where none is named.</summary>
    public async Task DoAsync(IReadOnlyCollection<string> verbs, params string[] overrides)
    {
        var options = OptionsYaml.Parse<RunOptions>(Own is null ? Recipe : File.ReadAllText(Own), "recipe", [.. overrides, "threads=1"]);
        (_seed, _samples) = (options.Seed, Math.Max(Math.Max(options.Mine.Attempts, options.Filter.Samples), 8));
        using var run = RunSession.Open(
            options, Out, new EngineSource("torch", threads => new TorchEngine(threads)), this, fleets: FleetCompleter.OpenAsync);
        await new StageRunner(run).RunAsync(verbs, [], TestContext.Current.CancellationToken);
    }

    /// <summary>The seeds of all samples that a finished run of this recipe has, and which sample each is.</summary>
    public Dictionary<int, (RandomKey, int)> Seeds()
    {
        var paths = new RunPaths(Out);
        var problems = JsonLines.Read<Problems.MinedProblem>(paths.Problems).Select(mined => mined.Problem.Id).ToList();
        IEnumerable<RandomKey> Streams(params string[] names) =>
            names.SelectMany(stream => problems.Select(problem => RandomKey.Of(_seed, stream, problem)));
        return Streams("mine", "rollout")
            .Concat((File.Exists(paths.Interventions) ? JsonLines.Read<Proposal>(paths.Interventions) : []).OfType<Correction>()
                .Select(correction => GuidedRequests.KeyOf(correction, _seed)).Distinct())
            .Concat(Streams("evaluate", "rl/int/0", "rl/int/1", "rl/rl/0", "rl/rl/1", "rl/int/tune/0", "tune/measure"))
            .Concat(problems.SelectMany(problem => Enumerable.Range(0, 2 * MostSteps).Select(
                i => RandomKey.Of(_seed, $"rollouts/{i / 2}", $"{problem}/{i % 2}"))))
            .SelectMany(key => Enumerable.Range(0, _samples).Select(sample => (key, sample)))
            .DistinctBy(pair => FleetSeed.Of(pair.key, pair.sample)) // of 31 bits: with many samples that are never asked for two may be equal
            .ToDictionary(pair => FleetSeed.Of(pair.key, pair.sample));
    }

    /// <summary>The table of what servers did, and the line of how far they are from the model, as a run has said them of a stage.</summary>
    public IEnumerable<string> Table(string stage) => Notices.Where(notice => notice.StartsWith(stage + ": ", StringComparison.Ordinal))
        .Select(notice => notice[(stage.Length + 2)..])
        .SkipWhile(line => !line.Contains("tokens/s", StringComparison.Ordinal));

    /// <summary>What is compared: samples, rollouts, corrections, examples, metrics without times; fields that name a server are left out.</summary>
    public SortedDictionary<string, string> Artifacts()
    {
        var artifacts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Out, "*.json*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Out, file);
            if (name is "manifest.json" or "stages.jsonl" or "fleets.jsonl" || name.Contains("checkpoints", StringComparison.Ordinal))
            {
                continue;
            }

            artifacts.Add(name, name.EndsWith(".jsonl", StringComparison.Ordinal)
                ? string.Join('\n', File.ReadLines(file).Select(Compared)) : File.ReadAllText(file));
        }

        foreach (var model in Directory.EnumerateFiles(Out, "model.safetensors", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(Path.Combine("model", "model.safetensors"), StringComparison.Ordinal)))
        {
            artifacts.Add(Path.GetRelativePath(Out, model), Sha256.Of(model));
        }

        return artifacts;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    void IRunObserver.Skipped(string stage, double seconds) => Notices.Enqueue($"{stage} skipped");

    void IRunObserver.Progressed(StageProgress progress)
    {
    }

    void IRunObserver.Finished(string stage, TimeSpan elapsed) => Notices.Enqueue($"{stage} finished");

    void IRunObserver.Said(string? stage, string text) => Notices.Enqueue($"{stage}: {text}");

    void IRunObserver.Shown(string stage, TrainingExample example, string model)
    {
    }

    private static string Compared(string line)
    {
        var record = JsonNode.Parse(line)!.AsObject();
        record.Remove("server");
        record.Remove("wall_time");
        (record["completion"] as JsonObject)?.Remove("server");
        foreach (var time in record["metrics"]?.AsObject().Select(metric => metric.Key).Where(IsTime).ToList() ?? [])
        {
            record["metrics"]!.AsObject().Remove(time);
        }

        foreach (var time in record.Select(field => field.Key).Where(IsTime).ToList())
        {
            record.Remove(time);
        }

        return record.ToJsonString();
    }

    private static bool IsTime(string name) =>
        name.StartsWith("timing", StringComparison.Ordinal) || name.StartsWith("perf/", StringComparison.Ordinal);
}
