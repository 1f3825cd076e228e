using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Intervene.Completions;
using Polly;
using Polly.Retry;

namespace Intervene.Remote.Fleets;

/// <summary>Samples on a fleet: token ids in, token ids and log-probs out, one request a sample, each with a seed of its own. Threads may share
/// it.</summary>
public sealed class FleetCompleter : ICompleter
{
    private const int Tries = 8;
    private readonly Fleet _fleet;
    private readonly ResiliencePipeline _tries;

    /// <summary>Makes a completer.</summary>
    /// <param name="fleet">The servers.</param>
    /// <param name="firstWait">The wait before the second try, doubled before each further one up to half a minute; null for half a second.</param>
    public FleetCompleter(Fleet fleet, TimeSpan? firstWait = null)
    {
        _fleet = fleet;
        _tries = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = firstWait ?? TimeSpan.FromSeconds(0.5),
            MaxDelay = TimeSpan.FromSeconds(30),
            ShouldHandle = new PredicateBuilder().Handle<FleetFault>(fault => fault.IsPassing),
        }).Build();
    }

    /// <inheritdoc/>
    public string WeightVersion => _fleet.Model.WeightVersion;

    /// <inheritdoc/>
    /// <exception cref="InterveneException">A request is refused, fails at every try, or no server answers any more. What came before is
    /// given.</exception>
    public async IAsyncEnumerable<SampledCompletion> CompleteAsync(
        IReadOnlyList<CompletionRequest> requests, [EnumeratorCancellation] CancellationToken cancellation)
    {
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

    private async Task SampleAllAsync(
        IReadOnlyList<CompletionRequest> requests, ChannelWriter<SampledCompletion> results, CancellationToken cancellation)
    {
        try
        {
            var units =
                requests.SelectMany((request, index) => Enumerable.Range(request.FirstSample, request.SampleCount).Select(sample => (index, sample)));
            var threads = new ParallelOptions { MaxDegreeOfParallelism = _fleet.Capacity, CancellationToken = cancellation };
            await Parallel.ForEachAsync(units, threads, async (unit, token) =>
            {
                var completion = await SampleAsync(requests, unit.index, unit.sample, token).ConfigureAwait(false);
                results.TryWrite(new SampledCompletion(unit.index, completion));
            }).ConfigureAwait(false);
            results.Complete();
        }
        catch (Exception fault)
        {
            results.Complete(fault);
        }
    }

    private async Task<Completion> SampleAsync(IReadOnlyList<CompletionRequest> requests, int index, int sample, CancellationToken cancellation)
    {
        var request = requests[index];
        var room = _fleet.ContextLength - request.PromptIds.Length;
        if (room < 1)
        {
            throw new InterveneException(
                $"Prompt {index + 1} of {requests.Count} has {request.PromptIds.Length} tokens; expected at most {_fleet.ContextLength - 1}, "
                    + $"the context of the servers less one.");
        }

        var question =
            new SampleQuestion(
                request.PromptIds, request.Sampling, Math.Min(request.Sampling.MaxTokens, room),
                FleetSeed.Of(request.Key, sample), _fleet.Model.StopIds);
        try
        {
            var answer =
                await _tries.ExecuteAsync(
                    async token => await AskAsync(request.Key.Value, question, token).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            return CompletionOf(request, sample, question, answer);
        }
        catch (FleetFault fault)
        {
            throw new InterveneException(
                $"Sample {sample} of request {index + 1} of {requests.Count}: the server "
                    + $"{fault.Message}{(fault.IsPassing ? $", at the last of {Tries} tries" : "")}. What was sampled before is kept.", fault);
        }
    }

    private async Task<ServerAnswer> AskAsync(ulong key, SampleQuestion question, CancellationToken cancellation)
    {
        var server = await _fleet.TakeAsync(key, cancellation).ConfigureAwait(false);
        ServerAnswer? answer = null;
        FleetFault? fault = null;
        try
        {
            return answer = await server.SampleAsync(question, cancellation).ConfigureAwait(false);
        }
        catch (FleetFault own)
        {
            fault = own;
            throw;
        }
        finally
        {
            _fleet.Return(server, answer, fault);
        }
    }

    private Completion CompletionOf(CompletionRequest request, int sample, SampleQuestion question, ServerAnswer answer)
    {
        var (ids, logProbs) = (answer.TokenIds, answer.LogProbs);
        if (answer is { IsStopped: true, StopText: null } && !_fleet.Model.StopIds.Contains(ids.LastOrDefault(-1))
            && request.Sampling.Stop.Count == 0 && _fleet.Model.StopIds.Count > 0)
        {
            (ids, logProbs) =
                ([.. ids, _fleet.Model.StopIds[0]], [.. logProbs, float.NaN]); // the server keeps the stop token to itself, and what it was worth
        }

        return new Completion
        {
            Sample = sample,
            TokenIds = ids,
            SamplerLogProbs = logProbs,
            FinishReason = answer.IsStopped ? FinishReason.Stop
                : question.MaxTokens < request.Sampling.MaxTokens ? FinishReason.Context : FinishReason.Length,
        };
    }
}
