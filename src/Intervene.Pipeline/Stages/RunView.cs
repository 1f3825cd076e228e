using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// A run as readers see it: whatever of its artifacts is there, finished or growing. It holds no lock, changes nothing and needs nothing but the run
/// directory, so another process may be working in it.
/// </summary>
public sealed class RunView
{
    private readonly Lazy<IReadOnlyList<MinedProblem>> _mined;
    private readonly Lazy<Tokenizer?> _tokenizer;
    private readonly Lazy<BenchmarkResults?> _benchmarks;

    private RunView(
        RunPaths paths, RunOptions options, RunManifest manifest, StageLedger ledger, Func<IReadOnlyList<MinedProblem>>? mined,
        Func<Tokenizer?> tokenizer)
    {
        (Paths, Options, Manifest, Ledger) = (paths, options, manifest, ledger);
        _mined = new(mined ?? (() => [.. Records<MinedProblem>(paths.Problems)]));
        _tokenizer = new(tokenizer);
        _benchmarks = new(() => options.Benchmarks.Count == 0 ? null : RunBenchmarks.Of(paths, options));
    }

    /// <summary>The names of the artifacts.</summary>
    public RunPaths Paths { get; }

    /// <summary>The options of the last command that worked in the run.</summary>
    public RunOptions Options { get; }

    /// <summary>What the run was started with.</summary>
    public RunManifest Manifest { get; }

    /// <summary>What was done.</summary>
    public StageLedger Ledger { get; }

    /// <summary>The mined problems, in the order of the artifact; none before <c>mine</c> has finished. Read once.</summary>
    public IReadOnlyList<MinedProblem> Mined => _mined.Value;

    /// <summary>
    /// The tokenizer: that of the recipe's model, else of a model that the run trained; null where neither is there to turn tokens into text.
    /// </summary>
    public Tokenizer? Tokenizer => _tokenizer.Value;

    /// <summary>What every policy did on the benchmarks, so far; null where the run has none. Read once.</summary>
    public BenchmarkResults? Benchmarks => _benchmarks.Value;

    /// <summary>Opens a run directory to read.</summary>
    /// <param name="directory">The run directory.</param>
    /// <exception cref="InterveneException">It holds no run, or its options, manifest or ledger are damaged.</exception>
    public static RunView Open(string directory)
    {
        var paths = new RunPaths(directory);
        if (!File.Exists(paths.Manifest) || !File.Exists(paths.Options))
        {
            throw new InterveneException($"{paths.Root}: not a run directory: it holds no "
                + $"{Path.GetFileName(File.Exists(paths.Options) ? paths.Manifest : paths.Options)}. Name the --out of an earlier 'intervene run'.");
        }

        var options = OptionsYaml.Load<RunOptions>(paths.Options, []);
        return new(paths, options, RunManifest.Read(paths.Manifest), StageLedger.Open(paths.Stages), null, () => TokenizerOf(paths, options));
    }

    /// <summary>The view of a run that this process has open.</summary>
    /// <param name="session">The run.</param>
    public static RunView Of(RunSession session) => new(
        session.Paths, session.Options, session.Directory.ManifestRecord, session.Ledger,
        () => File.Exists(session.Paths.Problems) ? session.Mined : [], () => session.Tokenizer);

    /// <summary>The mined problems of some splits, in the order of the artifact.</summary>
    /// <param name="splits">The splits.</param>
    public IReadOnlyList<MinedProblem> MinedOf(params ProblemSplit[] splits) => [.. Mined.Where(p => p.Split is { } split && splits.Contains(split))];

    /// <summary>The mined problems by id.</summary>
    public RecordTable<string, Problem> ProblemsById() =>
        RecordTable<string, Problem>.Of(Paths.Problems, Mined.Select(mined => mined.Problem), problem => problem.Id);

    /// <summary>The records of an artifact, or so far of its journal; none where there is neither.</summary>
    /// <param name="path">The artifact.</param>
    /// <exception cref="InterveneException">A record is damaged.</exception>
    public IEnumerable<T> Records<T>(string path)
    {
        using var file = RecordFile<T>.Open(path, path + ".partial", path); // what grows is renamed when it is whole
        foreach (var (record, _) in file?.Scan() ?? [])
        {
            yield return record;
        }
    }

    private static Tokenizer? TokenizerOf(RunPaths paths, RunOptions options)
    {
        var trained = options.Arms.SelectMany(arm => new[] { paths.Arm(arm.Name).SftModel, paths.Arm(arm.Name).RlModel });
        return trained.Prepend(Bundled.Find(options.Model)).Where(folder => File.Exists(Path.Combine(folder, "tokenizer.json")))
            .Select(Text.Tokenizer.Load).FirstOrDefault();
    }
}
