using System.Diagnostics;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>The servers that a stage samples on: looked at first, counted at the end.</summary>
internal sealed class StageFleet : IDisposable
{
    private readonly StageContext _context;
    private readonly FleetOptions _options;
    private readonly IFleet _fleet;
    private readonly ComparedCompletions _compared;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private SampledPolicy _policy;
    private FleetMismatch? _mismatch;
    private bool _isFinished;

    private StageFleet(StageContext context, FleetOptions options, SampledPolicy policy, IFleet fleet)
    {
        (_context, _options, _policy, _fleet) = (context, options, policy, fleet);
        _compared = new ComparedCompletions(options.CompareWithLocal ? options.ComparedCompletions : 0);
    }

    /// <summary>Samples on them.</summary>
    public ICompleter Completer => _fleet;

    /// <summary>Looks at the servers and says what was found.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="options">The servers.</param>
    /// <param name="policy">What they should have.</param>
    /// <param name="sampling">The distributions that are asked for.</param>
    /// <param name="neededContext">The most positions that are asked for.</param>
    /// <param name="needsLogProbs">Whether log-probs are recorded or trained on.</param>
    public static async Task<StageFleet> OpenAsync(
        StageContext context, FleetOptions options, SampledPolicy policy, IReadOnlyList<SamplingOptions> sampling, int neededContext,
        bool needsLogProbs)
    {
        var run = context.Run;
        IPolicy? local = null; // loaded by the first comparison, and let go with the last
        var model = new FleetModel
        {
            Policy = policy,
            Tokenizer = run.Tokenizer,
            VocabularySize = run.Config.VocabularySize,
            StopIds = run.Config.StopIds,
            ContextLength = run.Config.ContextLength,
            NeededContext = Math.Min(neededContext, run.Config.ContextLength),
            Sampling = sampling,
            NeedsLogProbs = needsLogProbs,
            Local = options.CompareWithLocal ? CompleteAsync : null,
            Score = options.CompareWithLocal ? Score : null,
            Notice = context.Say,
        };
        StageFleet opened;
        try
        {
            opened = new StageFleet(context, options, policy, await run.Fleets(options, model, context.Cancellation).ConfigureAwait(false));
        }
        finally
        {
            local?.Dispose();
        }

        foreach (var line in FleetTable.Of(opened._fleet.Findings))
        {
            context.Say(line);
        }

        opened._watch.Restart();
        return opened;

        async Task<Completion> CompleteAsync(CompletionRequest request, CancellationToken cancellation)
        {
            local ??= run.Engine.Load(policy.Directory);
            return (await local.Completer(policy.Version).CompleteAllAsync([request], cancellation).ConfigureAwait(false))[0].Completions[0];
        }

        float[] Score(int[] prompt, int[] target, double temperature) => local!.LogProbs(prompt, target, temperature);
    }

    /// <summary>Tokens of prompt and completion together that every server takes.</summary>
    public int ContextLength => _fleet.ContextLength;

    /// <summary>Sees a completion; from any thread.</summary>
    public void Add(CompletionRequest request, Completion completion)
    {
        lock (_compared)
        {
            _compared.Add(request, completion, _fleet.LogProbTemperature(request.Sampling, completion));
        }
    }

    /// <summary>Sees a completion of weights that will be others by the end: it is counted, and not compared; from any thread.</summary>
    public void Count(CompletionRequest request, Completion completion)
    {
        lock (_compared)
        {
            _compared.Add(request, completion, temperature: null);
        }
    }

    /// <summary>Has the servers load other weights.</summary>
    public async Task PublishAsync(SampledPolicy policy, CancellationToken cancellation)
    {
        await _fleet.PublishAsync(policy, cancellation).ConfigureAwait(false);
        _policy = policy;
    }

    /// <summary>Every sample came: compares some of them with the model.</summary>
    public void Finish()
    {
        _watch.Stop();
        _isFinished = true;
        if (_options.CompareWithLocal && _compared.Measure(() => _context.Run.Engine.Load(_policy.Directory)) is { } measured)
        {
            _mismatch = measured;
        }
    }

    /// <summary>Says and records what the servers did, and lets them go.</summary>
    public void Dispose()
    {
        _watch.Stop();
        var counts = _fleet.Counts;
        foreach (var line in FleetTable.Of(counts, _watch.Elapsed.TotalSeconds))
        {
            _context.Say(line);
        }

        if (_mismatch is not null)
        {
            _context.Say(FleetTable.Of(_mismatch));
        }

        using var records = JsonLinesWriter<FleetRecord>.Open(_context.Run.Paths.Fleets);
        records.Append(new FleetRecord
        {
            Stage = _context.Stage,
            Policy = _policy.Name,
            WeightVersion = _policy.Version,
            Kind = StageEngine.KindOf(_options),
            Findings = _fleet.Findings,
            Servers = counts,
            Seconds = _watch.Elapsed.TotalSeconds,
            Finished = _isFinished,
            ConversionError = _fleet.LargestConversionError,
            TokensWithoutLogProb = _compared.TokensWithoutLogProb,
            Mismatch = _mismatch,
        });
        _fleet.Dispose();
    }
}
