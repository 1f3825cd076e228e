using System.Diagnostics;
using System.Globalization;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Runs;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Generation;
using Intervene.Torch.Models;
using Intervene.Torch.Native;

namespace Intervene.Cli.Stages;

/// <summary>What the stages of one run share: options, artifacts, tokenizer, prompts, grades, progress.</summary>
internal sealed class RunSession : IDisposable
{
    private const long SmallModel = 20_000_000; // parameters
    private readonly Interruption _interruption = new();
    private readonly ProgressConsole _progress = new();
    private readonly StageLedger _ledger;
    private readonly int _vocabulary;

    private RunSession(RunOptions options, string modelPath, RunDirectory run)
    {
        (Options, ModelPath, Paths) = (options, modelPath, run);
        _ledger = StageLedger.Open(run.Stages);
        Tokenizer = Tokenizer.Load(modelPath);
        _vocabulary = RequireFit(modelPath, Tokenizer);
        Prompts = PromptFormat.Create(Tokenizer, ChatTemplate.Load(modelPath), options.Prompt);
        Grader = new Grader(options.Verifier);
        BaseVersion = "base-" + ModelDirectory.Fingerprint(modelPath)[..12];
    }

    public RunOptions Options { get; }

    public RunDirectory Paths { get; }

    public Tokenizer Tokenizer { get; }

    public PromptFormat Prompts { get; }

    public Grader Grader { get; }

    public string ModelPath { get; }

    public string BaseVersion { get; }

    public CancellationToken Cancellation => _interruption.Token;

    public IReadOnlyList<StageRecord> FinishedStages => _ledger.Records;

    /// <summary>Opens a run: starts it, or resumes it where it stopped.</summary>
    public static RunSession Open(RunOptions options, string directory, bool overwrite)
    {
        NativeTorch.Threads = options.Threads ?? NativeTorch.Threads;
        var model = Bundled.Find(options.Model);
        RequireInputs(options, model);
        var inputs = new List<RunInput> { RunInput.Of("model", model) };
        inputs.AddRange(options.Problems.OfType<FileProblemsOptions>().Select(source => RunInput.Of("problems", source.Path)));
        var run = RunDirectory.Open(directory, new RunRequest
        {
            ResolvedYaml = OptionsYaml.Write(options),
            Seed = options.Seed,
            Inputs = inputs,
            Torch = NativeTorch.Version,
            Threads = NativeTorch.Threads,
            Overwrite = overwrite,
        }, TimeProvider.System);
        try
        {
            var session = new RunSession(options, model, run);
            if (run.ManifestRecord.Threads != NativeTorch.Threads)
            {
                session.Say(string.Create(CultureInfo.InvariantCulture,
                    $"The run began with {run.ManifestRecord.Threads} threads and goes on with {NativeTorch.Threads}: sums round otherwise, so what follows is not bit for bit that of an uninterrupted run. Set threads or INTERVENE_THREADS to keep to {run.ManifestRecord.Threads}."));
            }

            return session;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Runs a stage unless it has finished, shows its progress and records its end.</summary>
    /// <param name="name">The stage, or stage and arm.</param>
    /// <param name="body">The work; it reports (done, total, note) and returns the stage's own numbers.</param>
    /// <param name="everyReading">Whether a log gets a line for every reading, as training does for its updates, instead of one now and then.</param>
    public void Stage(string name, Func<StageReport, IReadOnlyDictionary<string, long>> body, bool everyReading = false)
    {
        if (_ledger.Find(name) is { } before)
        {
            ProgressConsole.Skipped(name, before.Seconds);
            return;
        }

        var watch = Stopwatch.StartNew();
        _progress.EveryReading = everyReading;
        _progress.Report(new StageProgress(name, 0, 0, ""));
        var counts = body((done, total, note) => _progress.Report(new StageProgress(name, done, total, note)));
        _ledger.Finish(name, watch.Elapsed.TotalSeconds, counts);
        _progress.Finish(name, watch.Elapsed);
    }

    /// <summary>Opens the metrics of a training stage, and says from which checkpoint it goes on and whether TensorBoard's view is missing.</summary>
    public MetricsWriter Metrics(string stage, string path, int checkpoint, string unit)
    {
        var metrics = MetricsWriter.Open(path, checkpoint, TimeProvider.System);
        if (checkpoint > 0)
        {
            Say(stage, $"goes on from the checkpoint of {unit} {checkpoint}: weights, optimiser, and all that follows from the {unit}");
        }

        if (metrics.TensorBoardFault is { } fault)
        {
            Say(stage, $"no TensorBoard file is written, metrics.jsonl has the numbers: {fault}");
        }

        return metrics;
    }

    /// <summary>Prints a line beside the progress.</summary>
    public void Say(string line) => _progress.Say(line);

    /// <summary>Prints a line of a running stage.</summary>
    public void Say(string stage, string text) => _progress.Say(stage, text);

    /// <summary>Refuses to go on where an earlier stage has not finished.</summary>
    public void Require(string stage)
    {
        if (!_ledger.IsFinished(stage))
        {
            throw new InterveneException($"{Paths.Root}: the stage '{stage}' has not finished there. Run 'intervene {stage.Split('/')[0]}' with the same recipe and --out first, or 'intervene run' for all stages.");
        }
    }

    /// <summary>The mined problems of a split, in the order of the artifact; without a split all of them.</summary>
    public IReadOnlyList<MinedProblem> Mined(params ProblemSplit[] splits) =>
        [.. JsonLines.Read<MinedProblem>(Paths.Problems).Where(p => splits.Length == 0 || (p.Split is { } split && splits.Contains(split)))];

    /// <summary>The rollouts of the base model, checked to be all there and the run's own.</summary>
    public IEnumerable<Rollout> Rollouts()
    {
        var check = RolloutCheck();
        foreach (var rollout in JsonLines.Read<Rollout>(Paths.Rollouts))
        {
            check.Next(rollout);
            yield return rollout;
        }

        check.End();
    }

    /// <summary>What the rollouts of the base model must be.</summary>
    public RolloutCheck RolloutCheck() => new(
        Paths.Rollouts, [.. Mined(ProblemSplit.Train).Select(mined => (mined.Problem.Id, Prompts.Encode(mined.Problem.Question)))], Options.Rollout.Samples,
        BaseVersion, _vocabulary);

    /// <summary>Refuses a record of an artifact that other weights sampled.</summary>
    public static void RequireWeights(string path, string problem, string found, string expected)
    {
        if (found != expected)
        {
            throw new InterveneException(
                $"{path}: a record of problem {problem} is of the weights {found}; expected {expected}. Put the run's own file back, or start the run anew with --overwrite.");
        }
    }

    public CausalLanguageModel LoadModel(string? directory = null) => ModelDirectory.Load(directory ?? ModelPath);

    /// <summary>A sampler of a model's current weights; small models decode more rows together.</summary>
    public TorchCompleter Sampler(CausalLanguageModel model, string version) =>
        new(model, version, new TorchCompleterOptions { MaxRows = RowsTogether(model), TokenBytes = id => Tokenizer.TokenBytes(id).ToArray() });

    /// <summary>Items in a chunk: as many as fill the sampler a few times over.</summary>
    public static int ChunkItems(CausalLanguageModel model, int samplesPerItem) => Math.Max(1, 4 * RowsTogether(model) / samplesPerItem);

    public void Dispose()
    {
        Paths.Dispose();
        _interruption.Dispose();
    }

    private static void RequireInputs(RunOptions options, string model)
    {
        if (!File.Exists(Path.Combine(model, "config.json")))
        {
            throw new InterveneException(
                $"model: {options.Model}: there is no config.json. Expected a Hugging Face model directory, or models/chains, which comes with the program; 'intervene import' makes one of a GGUF.");
        }

        if (options.Problems.OfType<FileProblemsOptions>().FirstOrDefault(source => !File.Exists(source.Path)) is { } missing)
        {
            throw new InterveneException($"problems.path: {missing.Path}: there is no such file. Paths are relative to the folder that the command runs in.");
        }
    }

    private static int RequireFit(string model, Tokenizer tokenizer)
    {
        var rows = ModelConfigReader.Read(model).VocabularySize;
        if (tokenizer.VocabularySize > rows)
        {
            throw new InterveneException(
                $"{model}: the tokenizer has ids up to {tokenizer.VocabularySize - 1}, the model {rows} rows of embeddings (config.json: vocab_size). They do not belong together; take tokenizer.json from the model's own repository.");
        }

        return rows;
    }

    private static int RowsTogether(CausalLanguageModel model) => model.ParameterCount < SmallModel ? 384 : 64;
}

/// <summary>Reports how far a stage is.</summary>
internal delegate void StageReport(long done, long total, string note);
