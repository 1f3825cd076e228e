using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Polly;
using Polly.Retry;

namespace Intervene.Remote.Fleets;

/// <summary>
/// Samples on a fleet: token ids in, token ids and log-probs out, one request a sample, each with a seed of its own. Threads may share it. What fails
/// for good does not end what can be had: the rest is sampled first.
/// </summary>
public sealed class FleetCompleter : IFleet
{
    private const int Tries = 8;
    private const int MostMissing = 64; // that many samples failed for good: what is left would too
    private const int MostNamed = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly Fleet _fleet;
    private readonly ResiliencePipeline _tries;
    private readonly Lock _gate = new();
    private double _error;

    /// <summary>Makes a completer.</summary>
    /// <param name="fleet">The servers; disposed with this.</param>
    /// <param name="firstWait">
    /// The wait before the second try, doubled before each further one up to half a minute, unless the server names one; null for half a second.
    /// </param>
    public FleetCompleter(Fleet fleet, TimeSpan? firstWait = null)
    {
        _fleet = fleet;
        _tries = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = firstWait ?? TimeSpan.FromSeconds(0.5),
            MaxDelay = LongestWait,
            ShouldHandle = new PredicateBuilder().Handle<FleetFault>(fault => fault.IsPassing),
            DelayGenerator = tried => ValueTask.FromResult(
                (tried.Outcome.Exception as FleetFault)?.Wait is { } wait && wait < LongestWait ? wait : default(TimeSpan?)),
        }).Build();
    }

    /// <summary>Opens the servers of a recipe for a stage.</summary>
    /// <inheritdoc cref="FleetSource"/>
    public static async Task<IFleet> OpenAsync(FleetOptions options, FleetModel model, CancellationToken cancellation) =>
        new FleetCompleter(await Fleet.OpenAsync(options, model, cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public string WeightVersion => _fleet.Model.Policy.Version;

    /// <inheritdoc/>
    public IReadOnlyList<FleetFinding> Findings => _fleet.Findings;

    /// <inheritdoc/>
    public IReadOnlyList<FleetCount> Counts => _fleet.Counts;

    /// <inheritdoc/>
    public double LargestConversionError
    {
        get
        {
            lock (_gate)
            {
                return _error;
            }
        }
    }

    /// <inheritdoc/>
    public int ContextLength => _fleet.ContextLength;

    /// <inheritdoc/>
    public double? LogProbTemperature(SamplingOptions sampling, Completion completion)
    {
        var meaning = _fleet.MeaningOf(completion.Server);
        var own = sampling.Temperature > 0 ? sampling.Temperature : 1;
        return meaning switch
        {
            LogProbMeaning.Raw => IsConverted(meaning, sampling) ? own : 1,
            LogProbMeaning.Filtered when sampling is { TopK: > 0 } or { TopP: < 1 } or { MinP: > 0 } => null,
            _ => own,
        };
    }

    /// <inheritdoc/>
    public Task PublishAsync(SampledPolicy policy, CancellationToken cancellation) => _fleet.PublishAsync(policy, cancellation);

    /// <inheritdoc/>
    /// <exception cref="InterveneException">Samples are missing after every try: the message names them; or no server answers any more. All that
    /// could be had was given before.</exception>
    public async IAsyncEnumerable<SampledCompletion> CompleteAsync(
        IReadOnlyList<CompletionRequest> requests, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (i, request) in requests.Index())
        {
            if (request.PromptIds.Length == 0 || request.PromptIds.Length >= _fleet.ContextLength)
            {
                throw new InterveneException(
                    $"{Name(requests, i)}: the prompt has {request.PromptIds.Length} tokens; expected 1 to {_fleet.ContextLength - 1}, the context less one.");
            }
        }

        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var results = Channel.CreateUnbounded<SampledCompletion>(new UnboundedChannelOptions { SingleReader = true });
        var sampling = Task.Run(() => SampleAllAsync(requests, results.Writer, left.Token), CancellationToken.None);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await sampling.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _fleet.Dispose();

    private async Task SampleAllAsync(
        IReadOnlyList<CompletionRequest> requests, ChannelWriter<SampledCompletion> results, CancellationToken cancellation)
    {
        var missing = new List<string>();
        try
        {
            var units = requests.SelectMany((request, index) =>
                Enumerable.Range(request.FirstSample, request.SampleCount).Select(sample => (index, sample)));
            var threads = new ParallelOptions { MaxDegreeOfParallelism = _fleet.Capacity, CancellationToken = cancellation };
            await Parallel.ForEachAsync(units, threads, async (unit, token) =>
            {
                try
                {
                    var completion = await SampleAsync(requests[unit.index], unit.sample, token).ConfigureAwait(false);
                    results.TryWrite(new SampledCompletion(unit.index, completion));
                }
                catch (FleetFault fault)
                {
                    lock (missing)
                    {
                        missing.Add(
                            $"sample {unit.sample} of {Name(requests, unit.index)}: the server {fault.Message}{(fault.IsPassing ? $", at the last of {Tries} tries" : "")}");
                        if (missing.Count >= MostMissing)
                        {
                            throw Missing(missing, requests, isGivenUp: true);
                        }
                    }
                }
            }).ConfigureAwait(false);
            results.Complete(missing.Count == 0 ? null : Missing(missing, requests, isGivenUp: false));
        }
        catch (Exception fault)
        {
            results.Complete(fault);
        }
    }

    private static InterveneException Missing(List<string> missing, IReadOnlyList<CompletionRequest> requests, bool isGivenUp) => new(
        $"{missing.Count} of {requests.Sum(request => (long)request.SampleCount)} samples could not be had{(isGivenUp ? ", and the others were given up" : "")}: "
        + $"{string.Join("; ", missing.Take(MostNamed))}{(missing.Count > MostNamed ? "; …" : "")}. "
        + "What was sampled is kept: mend the servers, and the same command asks for what is missing.");

    private static string Name(IReadOnlyList<CompletionRequest> requests, int index) =>
        requests[index].Name is { } name ? $"problem {name}" : $"request {index + 1} of {requests.Count}";

    private async Task<Completion> SampleAsync(CompletionRequest request, int sample, CancellationToken cancellation)
    {
        var room = _fleet.ContextLength - request.PromptIds.Length;
        var question = new SampleQuestion(
            request.PromptIds, request.Sampling, Math.Min(request.Sampling.MaxTokens, room), FleetSeed.Of(request.Key, sample), _fleet.Model.StopIds);
        FleetServer? failed = null;
        return await _tries.ExecuteAsync(
            async token => await AskAsync(request, sample, question, failed, server => failed = server, token).ConfigureAwait(false), cancellation)
            .ConfigureAwait(false);
    }

    private async Task<Completion> AskAsync(
        CompletionRequest request, int sample, SampleQuestion question, FleetServer? but, Action<FleetServer> failed, CancellationToken cancellation)
    {
        var server = await _fleet.TakeAsync(request.Key.Value, but, cancellation).ConfigureAwait(false);
        ServerAnswer? answer = null;
        FleetFault? fault = null;
        try
        {
            var isConverted = IsConverted(server.Meaning, request.Sampling);
            answer = await server.SampleAsync(isConverted ? question with { TopLogProbs = SampleQuestion.MostTopLogProbs } : question, cancellation)
                .ConfigureAwait(false);
            return CompletionOf(request, sample, question, server, answer);
        }
        catch (FleetFault own)
        {
            failed(server);
            (answer, fault) = (null, own);
            throw;
        }
        finally
        {
            _fleet.Return(server, answer, fault);
        }
    }

    private Completion CompletionOf(CompletionRequest request, int sample, SampleQuestion question, FleetServer server, ServerAnswer answer)
    {
        var model = _fleet.Model;
        var (ids, logProbs) = (answer.TokenIds, Converted(answer, request.Sampling.Temperature));
        if (Array.FindIndex(ids, id => id < 0 || id >= model.VocabularySize) is >= 0 and var at)
        {
            throw new FleetFault($"gave the token {ids[at]}; the model's are 0 to {model.VocabularySize - 1}", isPassing: false);
        }

        if (_fleet.Options.Publish == PublishKind.SglangDisk && answer.WeightVersion is { } version && version != model.Policy.Version)
        {
            throw new FleetFault(
                $"sampled with the weights '{FleetJson.Quote(version)}'; expected '{model.Policy.Version}'", isPassing: true, isLost: true);
        }

        if (answer is { IsStopped: true, StopText: null } && model.StopIds.Count > 0 && !model.StopIds.Contains(ids.LastOrDefault(-1)))
        {
            if (server.GivesStopToken != false)
            {
                throw new FleetFault(
                    $"ended the completion at the token {ids.LastOrDefault(-1)}, which is no stop token of the " +
                    $"model ({string.Join(", ", model.StopIds)})",
                    isPassing: false);
            }

            (ids, logProbs) = ([.. ids, model.StopIds[0]], [.. logProbs, float.NaN]);
        }

        return new Completion
        {
            Sample = sample,
            TokenIds = ids,
            SamplerLogProbs = logProbs,
            FinishReason = answer.IsStopped ? FinishReason.Stop
                : question.MaxTokens < request.Sampling.MaxTokens ? FinishReason.Context : FinishReason.Length,
            Server = server.Name,
        };
    }

    /// <summary>Whether log-probs are turned into this program's own.</summary>
    private bool IsConverted(LogProbMeaning meaning, SamplingOptions sampling) =>
        meaning == LogProbMeaning.Raw && _fleet.Model.NeedsLogProbs && sampling.Temperature is > 0 and < 1;

    /// <summary>The log-probs as this program means them.</summary>
    private float[] Converted(ServerAnswer answer, double temperature)
    {
        if (answer.TopLogProbs is not { } known)
        {
            return answer.LogProbs;
        }

        var converted = new float[answer.LogProbs.Length];
        var most = 0.0;
        for (var i = 0; i < converted.Length; i++)
        {
            (converted[i], var error) = known[i].Length == 0
                ? (float.NaN, 0) : RawLogProbs.Tempered(answer.LogProbs[i], known[i], temperature, _fleet.Model.VocabularySize);
            most = Math.Max(most, error);
        }

        lock (_gate)
        {
            _error = Math.Max(_error, most);
        }

        return converted;
    }
}
