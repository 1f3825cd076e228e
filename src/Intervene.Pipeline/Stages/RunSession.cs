using System.Globalization;
using System.Runtime.InteropServices;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Metrics;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Problems.Rows;
using Intervene.Rewards;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// An open run: its options, artifacts, tokenizer, prompts, verifier and engine, which its stages share. Nothing here needs a console.
/// </summary>
public sealed class RunSession : IDisposable
{
    private readonly RunRequest _request;
    private readonly Lazy<IEngine> _engine;
    private readonly Lazy<string> _baseVersion;
    private readonly ModelOracleSource? _oracles;
    private readonly SolutionWriterSource? _writers;
    private readonly FleetSource? _fleets;
    private readonly Lazy<IReadOnlyList<MinedProblem>> _mined;
    private readonly RunSession? _whole;

    private RunSession(RunSession whole, ArmRound round)
    {
        (Options, SourcePath, Directory, Config, Tokenizer, Prompts) = (whole.Options, whole.SourcePath, whole.Directory, whole.Config,
            whole.Tokenizer, whole.Prompts);
        (Grader, _baseVersion, Observer, Ledger, Plan, Round, _whole) = (whole.Grader, whole._baseVersion, whole.Observer, whole.Ledger, whole.Plan,
            round, whole);
        (_request, _engine, _oracles, _writers, _fleets) = (whole._request, whole._engine, whole._oracles, whole._writers, whole._fleets);
        Paths = Directory.In(round);
        _mined = new Lazy<IReadOnlyList<MinedProblem>>(() => [.. JsonLines.Read<MinedProblem>(Paths.Problems)]);
    }

    private RunSession(
        RunOptions options, string modelPath, RunDirectory run, RunRequest request, EngineSource engine, IGrader grader, IRunObserver observer,
        ModelOracleSource? oracles, SolutionWriterSource? writers, FleetSource? fleets, IReadOnlyList<Stage> stages)
    {
        (Options, SourcePath, Directory, _request, _oracles, _writers, _fleets) = (options, modelPath, run, request, oracles, writers, fleets);
        Paths = run;
        Observer = new OneAtATime(observer);
        (_, Config, Tokenizer, Prompts) = BaseModel.Load(options, run.ManifestRecord.CreatedAt);
        Grader = grader;
        _baseVersion = new Lazy<string>(() => "base-" + ModelFiles.Fingerprint(ModelPath)[..12]);
        Ledger = StageLedger.Open(run.Stages);
        Plan = new StagePlan(stages, new StageOptions(options), request.Inputs, Ledger, run.Root);
        _engine = new Lazy<IEngine>(() => engine.Start(request.Threads));
        _mined = new Lazy<IReadOnlyList<MinedProblem>>(() => [.. JsonLines.Read<MinedProblem>(Paths.Problems)]);
    }

    /// <summary>The recipe.</summary>
    public RunOptions Options { get; }

    /// <summary>The run directory, held by this process.</summary>
    public RunDirectory Directory { get; }

    /// <summary>The names of the artifacts: the run's, or those of an arm's later round.</summary>
    public RunPaths Paths { get; }

    /// <summary>The later round of an arm that stages work in; null for the run itself.</summary>
    public ArmRound? Round { get; }

    /// <summary>The run itself, whose problems every round trains on and is measured on.</summary>
    public RunSession Whole => _whole ?? this;

    /// <summary>The directory of the recipe's model: the base model where there is no warm-up.</summary>
    public string SourcePath { get; }

    /// <summary>The base model's directory: the recipe's model, or what the warm-up makes of it.</summary>
    public string ModelPath => Plan.Stages.Any(stage => stage.Name == WarmUpStage.Name) ? Directory.WarmUpModel : SourcePath;

    /// <summary>What computes, and its version.</summary>
    internal string Torch => _request.Torch;

    /// <summary>Threads of tensor operations.</summary>
    public int Threads => _request.Threads;

    /// <summary>The base model's configuration.</summary>
    public ModelConfig Config { get; }

    /// <summary>The base model's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>How a question becomes a prompt.</summary>
    public PromptFormat Prompts { get; }

    /// <summary>The verifier.</summary>
    public IGrader Grader { get; }

    /// <summary>Names the base model's weights; the warm-up, where there is one, has finished.</summary>
    public string BaseVersion => _baseVersion.Value;

    /// <summary>Whom the run tells what it does.</summary>
    public IRunObserver Observer { get; }

    /// <summary>What was done before.</summary>
    public StageLedger Ledger { get; }

    /// <summary>Which stages there are and where they stand.</summary>
    public StagePlan Plan { get; }

    /// <summary>The local engine; the first use loads it.</summary>
    public IEngine Engine => _engine.Value;

    /// <summary>The base model's weights.</summary>
    public SampledPolicy BasePolicy => new(SampledPolicy.Base, ModelPath, BaseVersion);

    /// <summary>The policy whose attempts are corrected and which is trained on: the base model, or what the round before made of it.</summary>
    public SampledPolicy StartPolicy
    {
        get
        {
            if (Round is null)
            {
                return BasePolicy;
            }

            var before = ArmRounds.Before(Round);
            var directory = (before is null ? Whole.Paths : Whole.Paths.In(before)).Arm(Round.Arm).RlModel;
            var name = ArmRounds.PolicyName(Round.Arm, before, "rl");
            return new SampledPolicy(name, directory, $"{name}-{ModelFiles.Fingerprint(directory)[..12]}");
        }
    }

    /// <summary>The stream of random numbers of a stage: another in every round.</summary>
    /// <param name="name">Its name in the first.</param>
    internal string Stream(string name) => Round is null ? name : $"{name}/{Round.Name}";

    /// <summary>What tells an arm's training from others: another name in every round.</summary>
    /// <param name="arm">The arm.</param>
    internal string TrainingName(ArmOptions arm) => Round?.Name ?? arm.Name;

    /// <summary>The run as stages of an arm's later round see it; it shares everything but the names of artifacts.</summary>
    /// <param name="round">The round.</param>
    internal RunSession In(ArmRound round) => new(Whole, round);

    /// <summary>Opens servers.</summary>
    internal FleetSource Fleets => _fleets ?? throw new InvalidOperationException("a caller that knows no servers");

    /// <summary>The mined problems, in the order of the artifact; read once.</summary>
    public IReadOnlyList<MinedProblem> Mined => _mined.Value;

    /// <summary>Opens a run: starts it, or takes it up.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="directory">The run directory.</param>
    /// <param name="engine">The local engine, started by the first stage that needs it.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="oracles">Makes the oracles that ask a language model; null where none can be asked.</param>
    /// <param name="grader">Makes the verifier that the recipe names; null knows the program's own alone.</param>
    /// <param name="writers">Makes the writers of whole solutions; null where none can be asked.</param>
    /// <param name="fleets">Opens the servers that the recipe names; null where none can be asked.</param>
    /// <param name="stages">The stages of the recipe; null takes all, <see cref="StageList.Of"/>.</param>
    /// <exception cref="InterveneException">A path is wrong, an input does not fit another, or the directory is held or is no run.</exception>
    public static RunSession Open(
        RunOptions options, string directory, EngineSource engine, IRunObserver observer, ModelOracleSource? oracles = null,
        Func<GraderOptions, IGrader>? grader = null, SolutionWriterSource? writers = null, FleetSource? fleets = null,
        Func<RunOptions, IReadOnlyList<Stage>>? stages = null)
    {
        var model = BaseModel.Find(options);
        var request = new RunRequest
        {
            ResolvedYaml = OptionsYaml.Write(options),
            Seed = options.Seed,
            Inputs = InputsOf(options, model),
            Torch = engine.Version,
            Threads = Engines.Threads.Of(options.Threads),
        };
        var run = RunDirectory.Open(directory, request, TimeProvider.System);
        try
        {
            var verifier = grader?.Invoke(options.Verifier) ?? AnswerGrader.Of(options.Verifier)
                ?? throw new InvalidOperationException($"nobody makes the verifier {options.Verifier}");
            var session = new RunSession(
                options, model, run, request, engine, verifier, observer, oracles, writers, fleets, (stages ?? StageList.Of)(options));
            session.SayWhatDiffers();
            return session;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Where the stages of a recipe stand in a run directory, without opening or changing it.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="directory">The run directory; it need not exist.</param>
    /// <param name="stages">The stages of the recipe; null takes all, <see cref="StageList.Of"/>.</param>
    /// <exception cref="InterveneException">A path is wrong, or the directory's ledger is damaged or of another format.</exception>
    public static StagePlan PlanOf(RunOptions options, string directory, Func<RunOptions, IReadOnlyList<Stage>>? stages = null)
    {
        var paths = new RunPaths(directory);
        var model = BaseModel.Find(options);
        return new StagePlan(
            (stages ?? StageList.Of)(options), new StageOptions(options), InputsOf(options, model), StageLedger.Open(paths.Stages), paths.Root);
    }

    /// <summary>The mined problems of some splits, in the order of the artifact.</summary>
    /// <param name="splits">The splits.</param>
    public IReadOnlyList<MinedProblem> MinedOf(params ProblemSplit[] splits) => [.. Mined.Where(p => p.Split is { } split && splits.Contains(split))];

    /// <summary>The mined problems by id.</summary>
    public RecordTable<string, Problem> ProblemsById() =>
        RecordTable<string, Problem>.Of(Paths.Problems, Mined.Select(mined => mined.Problem), problem => problem.Id);

    /// <summary>Opens the metrics of a training stage, and says from which checkpoint it goes on and whether TensorBoard's view is missing.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="path">The metrics.</param>
    /// <param name="checkpoint">The update or step that a checkpoint goes on from; 0 for none.</param>
    /// <param name="unit">What is counted.</param>
    public MetricsWriter OpenMetrics(string stage, string path, int checkpoint, string unit)
    {
        var metrics = MetricsWriter.Open(path, checkpoint, TimeProvider.System);
        if (checkpoint > 0)
        {
            Observer.Said(stage, $"goes on from the checkpoint of {unit} {checkpoint}: weights, optimiser, and all that follows from the {unit}");
        }

        if (metrics.TensorBoardFault is { } fault)
        {
            Observer.Said(stage, $"no TensorBoard file is written, metrics.jsonl has the numbers: {fault}");
        }

        return metrics;
    }

    /// <summary>An oracle that asks a language model; its replies and spending are kept in the run directory.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="policy">The base model, for an oracle that asks it.</param>
    internal IOracle ModelOracle(ModelOracleOptions options, Func<OraclePolicy> policy) => _oracles is null
        ? throw new InvalidOperationException($"a caller that knows no {options.GetType().Name}")
        : _oracles(options, OracleFolder.Of(Paths.Root, options), policy);

    /// <summary>A writer of whole solutions; its replies and spending are kept in the run directory.</summary>
    /// <param name="options">The model.</param>
    /// <param name="prompt">The prompt's name or file.</param>
    /// <param name="policy">The base model, for a writer that is it.</param>
    internal ISolutionWriter Writer(ModelOracleOptions options, string prompt, Func<OraclePolicy> policy) => _writers is null
        ? throw new InvalidOperationException($"a caller that knows no writer by {options.GetType().Name}")
        : _writers(options, prompt, OracleFolder.Of(Paths.Root, options), policy);

    /// <summary>Makes the command's options and inputs the run's, before the first stage works.</summary>
    internal void Adopt() => Directory.Adopt(_request);

    /// <summary>Lets the run and the engine go.</summary>
    public void Dispose()
    {
        if (_engine.IsValueCreated)
        {
            _engine.Value.Dispose();
        }

        (Grader as IDisposable)?.Dispose();

        Directory.Dispose();
    }

    private void SayWhatDiffers()
    {
        var then = Directory.ManifestRecord;
        foreach (var (what, was, now) in (IEnumerable<(string, string, string)>)
            [("Intervene", then.Product, RunManifest.ThisProduct),
                (".NET", then.DotNet, RuntimeInformation.FrameworkDescription), ("tensors", then.Torch, _request.Torch)])
        {
            if (was != now)
            {
                Observer.Said(
                    null, $"The run began with {was} and goes on with {now} ({what}): results may differ in their last digits from those of " +
                        $"an uninterrupted run.");
            }
        }

        if (then.Threads != _request.Threads)
        {
            Observer.Said(null, string.Create(CultureInfo.InvariantCulture,
                $"The run began with {then.Threads} threads and goes on with {_request.Threads}: sums round otherwise, so what follows is not " +
                $"bit for bit that of an uninterrupted run. Set threads or INTERVENE_THREADS to keep to {then.Threads}."));
        }
    }

    private static IReadOnlyList<RunInput> InputsOf(RunOptions options, string model) =>
    [
        RunInput.Of(RunInput.Model, model),
        .. options.Problems.Index().Where(source => source.Item is FileProblemsOptions)
            .SelectMany(source => FilesOf($"problems.{source.Index}", (FileProblemsOptions)source.Item)),
        .. options.Decontaminate.Against.Index().SelectMany(source => FilesOf($"decontaminate.{source.Index}", source.Item)),
        .. options.Benchmarks.SelectMany(benchmark => BenchmarkSource.Of(options, benchmark) is FileProblemsOptions file
            ? FilesOf(RunInput.Benchmark + benchmark.Name, file) : []),
        .. WarmUpSources(options.WarmUp).SelectMany(source => FilesOf($"warm_up.{source.Name}", source.Options)),
        .. AskedOracle.All(options).Where(asked => File.Exists(asked.File)) // findings are written to attempts that the run has yet to make
            .Select(asked => RunInput.Of(asked.Input, asked.File!)),
    ];

    private static IEnumerable<(string Name, FileProblemsOptions Options)> WarmUpSources(WarmUpOptions? warmUp) => warmUp is null ? [] :
    [
        .. warmUp.Data.Index().Select(source => ($"data.{source.Index}", source.Item)),
        .. warmUp.HeldOut.Index().Select(source => ($"held_out.{source.Index}", source.Item)),
        .. (warmUp.Measure?.Data ?? []).Index().Select(source => ($"measure.{source.Index}", source.Item)),
    ];

    /// <summary>The files of a source, each an input: one has the source's name, of several each has a number as well.</summary>
    private static IEnumerable<RunInput> FilesOf(string name, FileProblemsOptions source)
    {
        var files = DataFiles.Of(source.Path, source.Split);
        return files.Index().Select(file => RunInput.Of(files.Count == 1 ? name : $"{name}.{file.Index}", file.Item));
    }
}
